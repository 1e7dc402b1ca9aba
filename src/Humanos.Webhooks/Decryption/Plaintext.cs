using System.Buffers;

namespace Humanos.Webhooks;

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
