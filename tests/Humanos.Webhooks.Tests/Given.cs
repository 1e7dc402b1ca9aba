using System.Text;

namespace Humanos.Webhooks.Tests;

/// <summary>Keys, a clock, and deliveries for the tests.</summary>
internal static class Given
{
    public const string Timestamp = "1780315200000";

    public static DateTimeOffset Now { get; } = DateTimeOffset.FromUnixTimeMilliseconds(1_780_315_200_000);

    public static SignatureKey SignatureKey { get; } = new("signature-secret", "current");

    public static EncryptionKey EncryptionKey { get; } =
        EncryptionKey.Derive(Convert.ToBase64String(Encoding.UTF8.GetBytes("encryption-secret")), "salt", "current");

    public static EncryptionKey OtherEncryptionKey { get; } =
        EncryptionKey.Derive(Convert.ToBase64String(Encoding.UTF8.GetBytes("encryption-secret")), "other salt", "previous");

    public static DeliveryVerifier Verifier { get; } = new(TimestampWindow.Default);

    /// <summary>A correctly signed delivery with this body.</summary>
    public static ReceivedDelivery Signed(byte[] body, string timestamp = Timestamp) =>
        new(timestamp, DeliverySigner.Sign(timestamp, body, SignatureKey), body);

    public static VerifiedDelivery Verified(byte[] body) =>
        Assert.IsType<VerificationResult.Verified>(Verifier.Verify(Signed(body), [SignatureKey], Now)).Delivery;

    public static VerifiedDelivery Verified(string body) => Verified(Encoding.UTF8.GetBytes(body));

    public static DecryptionResult Decrypt(string body) => EnvelopeDecryptor.Decrypt(Verified(body), [EncryptionKey]);

    /// <summary>An event that was encrypted, signed, verified, and decrypted.</summary>
    public static DecryptedEvent Decrypted(byte[] plaintext) =>
        Assert.IsType<DecryptionResult.Decrypted>(EnvelopeDecryptor.Decrypt(
            Verified(EnvelopeEncryptor.Encrypt(plaintext, EncryptionKey)), [EncryptionKey])).Event;

    public static RoutingFacts? Facts(byte[] plaintext) => RoutingFacts.Read(Decrypted(plaintext));

    public static RoutingFacts? Facts(string plaintext) => Facts(Encoding.UTF8.GetBytes(plaintext));
}
