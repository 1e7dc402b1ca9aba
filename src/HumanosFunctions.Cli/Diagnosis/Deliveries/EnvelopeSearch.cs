using System.Globalization;
using Humanos.Webhooks;
using HumanosFunctions.Cli.Diagnosis.Secrets;

namespace HumanosFunctions.Cli.Diagnosis.Deliveries;

/// <summary>Looks for the pair of encryption secret and salt that opens an envelope.</summary>
internal static class EnvelopeSearch
{
    /// <summary>What the body is, and which pair fits: the faults that make it fit, or null if none does in time.</summary>
    public static (DecryptionResult Result, IReadOnlyList<Fault>? Faults) Find(byte[] body, KnownSecrets secrets, CancellationToken cancellationToken)
    {
        VerifiedDelivery delivery = Trusted(body, timestamp: null);
        DecryptionResult result = new DecryptionResult.NoKeyFits();
        foreach (Variant<(string Secret, string Salt)> pair in SecretVariants.OfEncryption(secrets))
        {
            if (cancellationToken.IsCancellationRequested)
            {
                break;
            }

            result = secrets.KeyOf(pair.Value.Secret, pair.Value.Salt) is { } key ? EnvelopeDecryptor.Decrypt(delivery, [key]) : new DecryptionResult.NoKeyFits();
            if (result is not DecryptionResult.NoKeyFits)
            {
                return (result, pair.Fault is { } fault ? [fault] : []);
            }
        }

        return (result, null);
    }

    /// <summary>Decrypts a body with the configured secrets, to show the event.</summary>
    /// <param name="timestamp">The text that was signed; it is a part of the identity of some events.</param>
    public static DecryptedEvent? Open(byte[] body, string? timestamp, KnownSecrets secrets)
    {
        VerifiedDelivery delivery = Trusted(body, timestamp);
        foreach (NamedSecret secret in secrets.Encryption)
        {
            foreach (NamedSecret salt in secrets.Salt)
            {
                if (secrets.KeyOf(secret.Text, salt.Text) is { } key && EnvelopeDecryptor.Decrypt(delivery, [key]) is DecryptionResult.Decrypted { Event: var decrypted })
                {
                    return decrypted;
                }
            }
        }

        return null;
    }

    // Only a verified delivery can be decrypted. This search is for the key, so it signs the body again.
    private static VerifiedDelivery Trusted(byte[] body, string? timestamp)
    {
        using var key = new SignatureKey(Guid.NewGuid().ToString(), nameof(EnvelopeSearch));
        string signed = timestamp?.Length is 10 or 13 && long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? timestamp : "1000000000000";
        var anyTime = new TimestampWindow(TimeSpan.FromDays(400_000), TimeSpan.FromDays(400_000));
        var received = new ReceivedDelivery(signed, DeliverySigner.Sign(signed, body, key), body);
        return ((VerificationResult.Verified)new DeliveryVerifier(anyTime).Verify(received, [key], DateTimeOffset.UnixEpoch)).Delivery;
    }
}
