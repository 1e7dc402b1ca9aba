namespace Humanos.Webhooks;

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
