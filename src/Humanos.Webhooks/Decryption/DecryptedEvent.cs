namespace Humanos.Webhooks;

/// <summary>
/// The plaintext of a verified delivery. Only <see cref="EnvelopeDecryptor"/> makes one. Disposing of it is for who knows
/// that nothing refers to the plaintext any more; otherwise the garbage collector takes it.
/// </summary>
public sealed class DecryptedEvent : IDisposable
{
    private Plaintext? _plaintext;

    internal DecryptedEvent(Plaintext plaintext, DateTimeOffset signedAt, string timestamp) =>
        (_plaintext, SignedAt, Timestamp) = (plaintext, signedAt, timestamp);

    /// <summary>The plaintext, byte for byte: UTF-8 JSON (Humanos' webhook documentation), not yet checked to be that.</summary>
    /// <exception cref="ObjectDisposedException">It is disposed of: the memory may hold another event by now.</exception>
    public ReadOnlyMemory<byte> Json => (_plaintext ?? throw new ObjectDisposedException(nameof(DecryptedEvent))).Bytes;

    /// <summary>When the delivery was signed, in UTC.</summary>
    public DateTimeOffset SignedAt { get; }

    /// <summary>The timestamp's text as it was signed.</summary>
    public string Timestamp { get; }

    /// <summary>Overwrites a large plaintext and lends its memory to the next one.</summary>
    public void Dispose() => Interlocked.Exchange(ref _plaintext, null)?.Return();
}
