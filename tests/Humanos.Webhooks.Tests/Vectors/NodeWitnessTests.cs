using System.Security.Cryptography;
using System.Text.Json;

namespace Humanos.Webhooks.Tests;

public sealed class NodeWitnessTests
{
    private static readonly Secrets Fresh = new(
        SignatureSecret: "wïtness-" + Convert.ToHexString(RandomNumberGenerator.GetBytes(16)),
        EncryptionSecret: Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        EncryptionSalt: "sält-" + Convert.ToHexString(RandomNumberGenerator.GetBytes(8)));

    private static readonly string[] Plaintexts =
        [.. Enumerable.Range(0, 60).Select(i => Convert.ToBase64String(RandomNumberGenerator.GetBytes(i * i)))];

    [NodeFact]
    public async Task What_Node_encrypts_and_signs_is_accepted()
    {
        string sent = await Node.RunScriptAsync(NodeVectors.Script("witness.mjs"), ["send"], Json(new { secrets = Fresh, plaintexts = Plaintexts }));
        using var signatureKey = new SignatureKey(Fresh.SignatureSecret, "fresh");
        using var encryptionKey = EncryptionKey.Derive(Fresh.EncryptionSecret, Fresh.EncryptionSalt, "fresh");

        string[] received = [.. JsonSerializer.Deserialize<Delivery[]>(sent, JsonSerializerOptions.Web)!.Select(delivery =>
        {
            var verified = Assert.IsType<VerificationResult.Verified>(Given.Verifier.Verify(
                new ReceivedDelivery(delivery.Timestamp, delivery.Signature, Convert.FromBase64String(delivery.Body)),
                [signatureKey],
                TimeProvider.System.GetUtcNow()));
            var decrypted = Assert.IsType<DecryptionResult.Decrypted>(EnvelopeDecryptor.Decrypt(verified.Delivery, [encryptionKey]));
            return Convert.ToBase64String(decrypted.Event.Json.Span);
        })];

        Assert.Equal(Plaintexts, received);
    }

    [NodeFact]
    public async Task What_is_encrypted_and_signed_here_Node_accepts()
    {
        using var signatureKey = new SignatureKey(Fresh.SignatureSecret, "fresh");
        using var encryptionKey = EncryptionKey.Derive(Fresh.EncryptionSecret, Fresh.EncryptionSalt, "fresh");
        Delivery[] deliveries = [.. Plaintexts.Select((plaintext, i) =>
        {
            byte[] body = EnvelopeEncryptor.Encrypt(Convert.FromBase64String(plaintext), encryptionKey, ivLength: 1 + i);
            return new Delivery(Given.Timestamp, DeliverySigner.Sign(Given.Timestamp, body, signatureKey), Convert.ToBase64String(body));
        })];

        string received = await Node.RunScriptAsync(NodeVectors.Script("witness.mjs"), ["receive"], Json(new { secrets = Fresh, deliveries }));

        Assert.Equal(Plaintexts, JsonSerializer.Deserialize<string[]>(received));
    }

    private static string Json(object input) => JsonSerializer.Serialize(input, JsonSerializerOptions.Web);

    private sealed record Secrets(string SignatureSecret, string EncryptionSecret, string EncryptionSalt);

    private sealed record Delivery(string Timestamp, string Signature, string Body);
}
