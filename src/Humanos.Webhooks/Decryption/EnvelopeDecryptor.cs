namespace Humanos.Webhooks;

/// <summary>
/// Decrypts the AES-256-GCM envelope <c>{"iv", "data", "tag"}</c>: base64 values, no additional authenticated data (Humanos' webhook
/// documentation). The IV length is not documented. Public receivers use 12 and 16 bytes, so every length is accepted.
/// </summary>
public static class EnvelopeDecryptor
{
    /// <summary>Decrypts with the first key that authenticates the envelope.</summary>
    /// <param name="delivery">The verified delivery.</param>
    /// <param name="keys">All current keys, the most likely first, because each failed attempt takes time.</param>
    /// <exception cref="ObjectDisposedException">One of the keys is disposed.</exception>
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

/// <summary>
/// The result of <see cref="EnvelopeDecryptor"/>. It is always <see cref="Decrypted"/>, <see cref="NotAnEnvelope"/>, or
/// <see cref="NoKeyFits"/>.
/// </summary>
public abstract record DecryptionResult
{
    private DecryptionResult()
    {
    }

    /// <summary>The envelope is authentic and decrypted.</summary>
    /// <param name="Event">The plaintext. It can be empty, and it is not yet known to be JSON.</param>
    /// <param name="Key">The first key that authenticates the envelope.</param>
    public sealed record Decrypted(DecryptedEvent Event, EncryptionKey Key) : DecryptionResult;

    /// <summary>The signed body is not an envelope. Unencrypted bodies are rejected.</summary>
    /// <param name="Fault">The cause.</param>
    public sealed record NotAnEnvelope(EnvelopeFault Fault) : DecryptionResult;

    /// <summary>No key authenticates the envelope: it was encrypted with another secret or salt.</summary>
    public sealed record NoKeyFits : DecryptionResult;
}

/// <summary>Why a body is not an envelope <c>{"iv", "data", "tag"}</c>.</summary>
public enum EnvelopeFault
{
    /// <summary>The body is empty or not well-formed JSON.</summary>
    NotJson,

    /// <summary>The body is JSON, but not an object.</summary>
    NotAnObject,

    /// <summary><c>iv</c>, <c>data</c> or <c>tag</c> is missing.</summary>
    MemberMissing,

    /// <summary><c>iv</c>, <c>data</c> or <c>tag</c> is not a string.</summary>
    MemberNotString,

    /// <summary><c>iv</c>, <c>data</c> or <c>tag</c> is not base64.</summary>
    InvalidBase64,

    /// <summary>The IV is empty.</summary>
    IvEmpty,

    /// <summary>The tag is shorter than 12 or longer than 16 bytes.</summary>
    TagLength,
}
