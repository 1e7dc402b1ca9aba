using System.Globalization;
using Humanos.Webhooks;

namespace Testing;

/// <summary>Encrypts and signs deliveries like Humanos. By default, it uses the secrets of the local settings sample.</summary>
public sealed class Sender(
    string signatureSecret = Sender.SignatureSecret,
    string encryptionSecret = Sender.EncryptionSecret,
    string encryptionSalt = Sender.EncryptionSalt) : IDisposable
{
    public const string SignatureSecret = "for-local-development-only";
    public const string EncryptionSecret = "Zm9yLWxvY2FsLWRldmVsb3BtZW50LW9ubHktMzJieXQ=";
    public const string EncryptionSalt = "for-local-development-only-salt";

    private const string Generation = "tests";

    public SignatureKey SignatureKey { get; } = new(signatureSecret, Generation);

    public EncryptionKey EncryptionKey { get; } = EncryptionKey.Derive(encryptionSecret, encryptionSalt, Generation);

    public SealedDelivery Seal(ReadOnlySpan<byte> json, DateTimeOffset signedAt, int ivLength = 12) =>
        Sign(EnvelopeEncryptor.Encrypt(json, EncryptionKey, ivLength), Milliseconds(signedAt));

    /// <summary>Signs any body, so that tests can send bodies that are not valid envelopes.</summary>
    public SealedDelivery Sign(byte[] body, string timestamp) => new(timestamp, DeliverySigner.Sign(timestamp, body, SignatureKey), body);

    /// <summary>The event that the ingestor gets after decryption.</summary>
    public DecryptedEvent Open(SealedDelivery delivery, DateTimeOffset now)
    {
        var received = new ReceivedDelivery(delivery.Timestamp, delivery.Signature, delivery.Body);
        var verified = (VerificationResult.Verified)new DeliveryVerifier(TimestampWindow.Default).Verify(received, [SignatureKey], now);
        return ((DecryptionResult.Decrypted)EnvelopeDecryptor.Decrypt(verified.Delivery, [EncryptionKey])).Event;
    }

    public static string Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    public void Dispose()
    {
        SignatureKey.Dispose();
        EncryptionKey.Dispose();
    }
}

/// <summary>An encrypted and signed delivery as Humanos sends it.</summary>
public sealed record SealedDelivery(string Timestamp, string Signature, byte[] Body);
