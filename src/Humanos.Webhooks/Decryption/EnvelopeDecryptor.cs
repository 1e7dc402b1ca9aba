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

/// <summary>
/// What <see cref="EnvelopeDecryptor"/> found: <see cref="Decrypted"/>, <see cref="NotAnEnvelope"/> or <see cref="NoKeyFits"/>,
/// nothing else.
/// </summary>
public abstract record DecryptionResult
{
    private DecryptionResult()
    {
    }

    /// <summary>The envelope is authentic and decrypted.</summary>
    /// <param name="Event">The plaintext. It may be anything, also empty: that it is JSON is not yet known.</param>
    /// <param name="Key">The first key that fits.</param>
    public sealed record Decrypted(DecryptedEvent Event, EncryptionKey Key) : DecryptionResult;

    /// <summary>The signed body is not an envelope; plain bodies are refused.</summary>
    /// <param name="Fault">What is wrong with it.</param>
    public sealed record NotAnEnvelope(EnvelopeFault Fault) : DecryptionResult;

    /// <summary>None of the keys authenticates the envelope: another secret or salt encrypted it.</summary>
    public sealed record NoKeyFits : DecryptionResult;
}

/// <summary>Why a body is not an envelope <c>{"iv", "data", "tag"}</c>.</summary>
public enum EnvelopeFault
{
    /// <summary>The body is not well-formed JSON; an empty body is not either.</summary>
    NotJson,

    /// <summary>The body is JSON, but no object.</summary>
    NotAnObject,

    /// <summary><c>iv</c>, <c>data</c> or <c>tag</c> is missing.</summary>
    MemberMissing,

    /// <summary><c>iv</c>, <c>data</c> or <c>tag</c> is not a string.</summary>
    MemberNotString,

    /// <summary><c>iv</c>, <c>data</c> or <c>tag</c> is not base64.</summary>
    InvalidBase64,

    /// <summary>The IV has no bytes.</summary>
    IvEmpty,

    /// <summary>The tag is shorter than 12 or longer than 16 bytes.</summary>
    TagLength,
}
