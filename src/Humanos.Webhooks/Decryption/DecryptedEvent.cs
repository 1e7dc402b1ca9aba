using System.Buffers;

namespace Humanos.Webhooks;

/// <summary>
/// The plaintext of a verified delivery. Only <see cref="EnvelopeDecryptor"/> creates one. Dispose it only when nothing refers to
/// the plaintext anymore; if you do not dispose it, the garbage collector reclaims the memory.
/// </summary>
public sealed class DecryptedEvent : IDisposable
{
    private Plaintext? _plaintext;

    internal DecryptedEvent(Plaintext plaintext, DateTimeOffset signedAt, string timestamp) =>
        (_plaintext, SignedAt, Timestamp) = (plaintext, signedAt, timestamp);

    /// <summary>The plaintext, byte for byte: UTF-8 JSON (Humanos' webhook documentation), not yet validated.</summary>
    /// <exception cref="ObjectDisposedException">The event is disposed, and its memory may hold another event.</exception>
    public ReadOnlyMemory<byte> Json => (_plaintext ?? throw new ObjectDisposedException(nameof(DecryptedEvent))).Bytes;

    /// <summary>When the delivery was signed, in UTC.</summary>
    public DateTimeOffset SignedAt { get; }

    /// <summary>The timestamp's text as signed.</summary>
    public string Timestamp { get; }

    /// <summary>Clears a large plaintext and returns its memory to the pool.</summary>
    public void Dispose() => Interlocked.Exchange(ref _plaintext, null)?.Return();
}

/// <summary>
/// The memory of one plaintext. A large plaintext uses a pooled array, because unpooled it would be on the large object heap, which
/// only a costly generation 2 collection reclaims. A small plaintext has its own array.
/// </summary>
internal sealed class Plaintext
{
    // Arrays of this size or larger are on the large object heap.
    private const int LargeObject = 85_000;

    private readonly byte[] _array;
    private readonly int _length;

    public Plaintext(int length)
    {
        _array = length < LargeObject ? GC.AllocateUninitializedArray<byte>(length) : ArrayPool<byte>.Shared.Rent(length);
        _length = length;
    }

    public Memory<byte> Bytes => _array.AsMemory(0, _length);

    /// <summary>Returns a pooled array. Call this method once, and do not use the bytes afterwards.</summary>
    public void Return()
    {
        if (_length >= LargeObject)
        {
            Bytes.Span.Clear();
            ArrayPool<byte>.Shared.Return(_array);
        }
    }
}
