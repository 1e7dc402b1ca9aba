using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Humanos.Webhooks.Tests;

public sealed class NodeVectorTests
{
    private static readonly NodeVectors.KeyVector EnvelopeKey = NodeVectors.Committed.Keys[0];

    public static TheoryData<int> Keys => [.. Enumerable.Range(0, NodeVectors.Committed.Keys.Count)];

    public static TheoryData<int> Signatures => [.. Enumerable.Range(0, NodeVectors.Committed.Signatures.Count)];

    public static TheoryData<int, int, int> Envelopes
    {
        get
        {
            var data = new TheoryData<int, int, int>();
            foreach (NodeVectors.EnvelopeVector vector in NodeVectors.Committed.Envelopes)
            {
                data.Add(vector.IvLength, vector.TagLength, vector.PlaintextLength);
            }

            return data;
        }
    }

    [NodeFact]
    public async Task The_committed_vectors_are_what_the_script_makes() =>
        Assert.Equal(
            (await File.ReadAllTextAsync(NodeVectors.Script("vectors.json"))).ReplaceLineEndings("\n"),
            await Node.RunScriptAsync(NodeVectors.Script("make-vectors.mjs"), []));

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_key_is_derived_as_Node_derives_it(int index)
    {
        NodeVectors.KeyVector vector = NodeVectors.Committed.Keys[index];
        using var key = EncryptionKey.Derive(vector.Secret, vector.Salt, "vector");
        Assert.Equal(vector.Key, Convert.ToHexStringLower(key.Bytes));
    }

    [Theory]
    [MemberData(nameof(Signatures))]
    public void A_delivery_is_signed_as_Node_signs_it(int index)
    {
        NodeVectors.SignatureVector vector = NodeVectors.Committed.Signatures[index];
        using var key = new SignatureKey(vector.Secret, "vector");
        byte[] body = Encoding.UTF8.GetBytes(vector.Body);
        Assert.Equal(vector.Signature, DeliverySigner.Sign(vector.Timestamp, body, key));
        Assert.IsType<VerificationResult.Verified>(Given.Verifier.Verify(
            new ReceivedDelivery(vector.Timestamp, vector.Signature, body), [key], Given.Now));
    }

    [Theory]
    [MemberData(nameof(Envelopes))]
    public void An_envelope_of_Node_is_decrypted(int ivLength, int tagLength, int plaintextLength)
    {
        NodeVectors.EnvelopeVector vector = NodeVectors.Committed.Envelopes.Single(
            v => (v.IvLength, v.TagLength, v.PlaintextLength) == (ivLength, tagLength, plaintextLength));
        using var key = EncryptionKey.Derive(EnvelopeKey.Secret, EnvelopeKey.Salt, "vector");
        VerifiedDelivery delivery = Given.Verified($$"""{"iv":"{{vector.Iv}}","data":"{{vector.Data}}","tag":"{{vector.Tag}}"}""");

        var decrypted = Assert.IsType<DecryptionResult.Decrypted>(EnvelopeDecryptor.Decrypt(delivery, [key]));

        Assert.Equal(plaintextLength, decrypted.Event.Json.Length);
        Assert.Equal(vector.PlaintextSha256, Convert.ToHexStringLower(SHA256.HashData(decrypted.Event.Json.Span)));
    }

    [Theory]
    [MemberData(nameof(Envelopes))]
    public void An_envelope_is_encrypted_as_Node_encrypts_it(int ivLength, int tagLength, int plaintextLength)
    {
        NodeVectors.EnvelopeVector vector = NodeVectors.Committed.Envelopes.Single(
            v => (v.IvLength, v.TagLength, v.PlaintextLength) == (ivLength, tagLength, plaintextLength));
        byte[] ciphertext = new byte[plaintextLength];
        byte[] tag = new byte[GaloisCounterMode.FullTag];
        using var key = EncryptionKey.FromBytes(Convert.FromHexString(EnvelopeKey.Key), "vector");
        byte[] plaintext = new byte[plaintextLength];
        Assert.True(GaloisCounterMode.TryDecrypt(
            key, Convert.FromBase64String(vector.Iv), Convert.FromBase64String(vector.Data), Convert.FromBase64String(vector.Tag), plaintext));

        GaloisCounterMode.Encrypt(key, Convert.FromBase64String(vector.Iv), plaintext, ciphertext, tag);

        Assert.Equal(vector.Data, Convert.ToBase64String(ciphertext));
        Assert.Equal(vector.Tag, Convert.ToBase64String(tag.AsSpan(0, tagLength)));
    }
}

/// <summary>Vectors computed with Node's crypto module. To recompute them: <c>node make-vectors.mjs > vectors.json</c> in this folder.</summary>
internal sealed record NodeVectors(
    IReadOnlyList<NodeVectors.KeyVector> Keys,
    IReadOnlyList<NodeVectors.EnvelopeVector> Envelopes,
    IReadOnlyList<NodeVectors.SignatureVector> Signatures)
{
    public static string Script(string name) => RepositoryFiles.Path("tests", "Humanos.Webhooks.Tests", "Vectors", name);

    public static NodeVectors Committed { get; } =
        JsonSerializer.Deserialize<NodeVectors>(File.ReadAllBytes(Script("vectors.json")), JsonSerializerOptions.Web)!;

    internal sealed record KeyVector(string Secret, string Salt, string Key);

    internal sealed record SignatureVector(string Secret, string Timestamp, string Body, string Signature);

    internal sealed record EnvelopeVector(
        int IvLength, int TagLength, int PlaintextLength, string PlaintextSha256, string Iv, string Data, string Tag);
}
