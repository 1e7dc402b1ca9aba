using System.Buffers;

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

/// <summary>
/// The memory of one plaintext. Of a large one it is lent: as garbage it would stay until the collection of the oldest
/// generation, which is costly. A small one is an array of its own.
/// </summary>
internal sealed class Plaintext
{
    // The size from which on the runtime takes an array for a large object.
    private const int LargeObject = 85_000;

    private readonly byte[] _array;
    private readonly int _length;

    public Plaintext(int length)
    {
        _array = length < LargeObject ? GC.AllocateUninitializedArray<byte>(length) : ArrayPool<byte>.Shared.Rent(length);
        _length = length;
    }

    public Memory<byte> Bytes => _array.AsMemory(0, _length);

    /// <summary>Call it once, and refer to the bytes never again.</summary>
    public void Return()
    {
        if (_length >= LargeObject)
        {
            Bytes.Span.Clear();
            ArrayPool<byte>.Shared.Return(_array);
        }
    }
}
