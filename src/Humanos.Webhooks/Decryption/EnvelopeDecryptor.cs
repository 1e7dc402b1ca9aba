namespace Humanos.Webhooks;

/// <summary>
/// Opens the AES-256-GCM envelope <c>{"iv", "data", "tag"}</c>, all base64, without additional data (Humanos' webhook
/// documentation). The length of the IV is not documented; 12 and 16 bytes are seen in public code, so every length is taken.
/// </summary>
public static class EnvelopeDecryptor
{
    /// <summary>Decrypts with the first key that authenticates the envelope.</summary>
    /// <param name="delivery">The verified delivery.</param>
    /// <param name="keys">All keys that are in force, the likeliest first: a key that does not fit costs time.</param>
    /// <exception cref="ObjectDisposedException">One of the keys was disposed.</exception>
    public static DecryptionResult Decrypt(VerifiedDelivery delivery, IReadOnlyList<EncryptionKey> keys)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        ArgumentNullException.ThrowIfNull(keys);
        EnvelopeFault? fault = Envelope.Open(delivery.Body.Span, out Envelope envelope);
        try
        {
            return fault is { } found ? new DecryptionResult.NotAnEnvelope(found) : Decrypt(delivery, envelope, keys);
        }
        finally
        {
            envelope.Dispose();
        }
    }

    private static DecryptionResult Decrypt(VerifiedDelivery delivery, Envelope envelope, IReadOnlyList<EncryptionKey> keys)
    {
        var plaintext = new Plaintext(envelope.Ciphertext.Length);
        foreach (EncryptionKey key in keys)
        {
            if (GaloisCounterMode.TryDecrypt(key, envelope.Iv, envelope.Ciphertext, envelope.Tag, plaintext.Bytes.Span))
            {
                return new DecryptionResult.Decrypted(
                    new DecryptedEvent(plaintext, delivery.SignedAt, delivery.Timestamp), key);
            }
        }

        plaintext.Return();
        return new DecryptionResult.NoKeyFits();
    }
}
