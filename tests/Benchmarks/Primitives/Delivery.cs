using System.Security.Cryptography;
using System.Text;
using Humanos.Webhooks;

namespace Benchmarks.Primitives;

/// <summary>A delivery with a plaintext of a given size, and the keys that accept it.</summary>
internal sealed class Delivery : IDisposable
{
    public const string Secret = "benchmark-signature-secret";

    public static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_780_315_200_000);

    private const string Timestamp = "1780315200000";

    public Delivery(int plaintextLength, int ivLength, PayloadShape shape)
    {
        byte[] body = EnvelopeEncryptor.Encrypt(Event(plaintextLength, shape), EncryptionKey, ivLength);
        Received = new ReceivedDelivery(Timestamp, DeliverySigner.Sign(Timestamp, body, SignatureKeys[0]), body);
        Forged = new ReceivedDelivery(Timestamp, new string('0', 64), body);
    }

    public ReceivedDelivery Received { get; }

    public ReceivedDelivery Forged { get; }

    public SignatureKey[] SignatureKeys { get; } = [new(Secret, "current")];

    public EncryptionKey[] EncryptionKeys => [EncryptionKey];

    public static byte[] DerivedKey { get; } = Rfc2898DeriveBytes.Pbkdf2(new byte[32], "salt"u8, 10_000, HashAlgorithmName.SHA256, 32);

    private EncryptionKey EncryptionKey { get; } = EncryptionKey.Derive(Convert.ToBase64String(new byte[32]), "salt", "current");

    public void Dispose()
    {
        SignatureKeys[0].Dispose();
        EncryptionKey.Dispose();
    }

    // A credential of 2026-05-17, padded to the size in a nested object, where real events have their long values.
    private static byte[] Event(int length, PayloadShape shape)
    {
        byte[] sample = Testing.Samples.Read("2026-05-17/credential");
        string compact = System.Text.Json.Nodes.JsonNode.Parse(sample)!.ToJsonString();
        StringBuilder text = new StringBuilder(compact, 0, compact.Length - 1, length).Append(",\"more\":{\"id\":0");
        if (shape == PayloadShape.Photo)
        {
            text.Append(",\"image\":\"").Append('A', Math.Max(0, length - text.Length - 40)).Append('"');
        }

        for (int i = 0; text.Length < length - 40; i++)
        {
            text.Append(",\"extra").Append(i).Append("\":\"urn:via:").Append(i).Append('"');
        }

        return Encoding.UTF8.GetBytes(text.Append("}}").ToString());
    }
}

/// <summary>How a payload is padded to its size.</summary>
public enum PayloadShape
{
    /// <summary>Thousands of members of about twenty bytes, the worst case for a JSON reader.</summary>
    Members,

    /// <summary>One long text, such as a photo or a scanned document.</summary>
    Photo,
}
