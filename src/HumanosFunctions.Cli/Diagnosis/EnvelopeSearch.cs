using System.Globalization;
using Humanos.Webhooks;

namespace HumanosFunctions.Cli.Diagnosis;

/// <summary>Looks for the pair of encryption secret and salt that opens an envelope.</summary>
internal static class EnvelopeSearch
{
    /// <summary>What the body is, and which pair fits: the faults that make it fit, or null where none does in time.</summary>
    public static (DecryptionResult Result, IReadOnlyList<Fault>? Faults) Find(byte[] body, KnownSecrets secrets, CancellationToken cancellationToken)
    {
        VerifiedDelivery delivery = Trusted(body);
        DecryptionResult result = new DecryptionResult.NoKeyFits();
        foreach (Variant<(string Secret, string Salt)> pair in SecretVariants.OfEncryption(secrets))
        {
            if (cancellationToken.IsCancellationRequested)
            {
                break;
            }

            result = Open(delivery, pair.Value.Secret, pair.Value.Salt);
            if (result is not DecryptionResult.NoKeyFits)
            {
                return (result, pair.Fault is { } fault ? [fault] : []);
            }
        }

        return (result, null);
    }

    private static DecryptionResult Open(VerifiedDelivery delivery, string secret, string salt)
    {
        try
        {
            using EncryptionKey key = EncryptionKey.Derive(secret, salt, "diagnosis");
            return EnvelopeDecryptor.Decrypt(delivery, [key]);
        }
        catch (Exception unusable) when (unusable is ArgumentException or FormatException)
        {
            return new DecryptionResult.NoKeyFits();
        }
    }

    // Only a verifier makes what can be decrypted. Here the question is the key, so the body is signed anew.
    private static VerifiedDelivery Trusted(byte[] body)
    {
        using var key = new SignatureKey(Guid.NewGuid().ToString(), "diagnosis");
        DateTimeOffset now = DateTimeOffset.UnixEpoch.AddDays(1);
        string timestamp = now.ToUnixTimeMilliseconds().ToString("D13", CultureInfo.InvariantCulture);
        var received = new ReceivedDelivery(timestamp, DeliverySigner.Sign(timestamp, body, key), body);
        return ((VerificationResult.Verified)new DeliveryVerifier(TimestampWindow.Default).Verify(received, [key], now)).Delivery;
    }
}
