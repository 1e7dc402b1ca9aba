using System.Buffers;

namespace HumanosFunctions.Ingest;

/// <summary>
/// The memory that a delivery's body is read into. It is lent, so that large bodies do not leave a large piece of
/// garbage each, and goes back when the delivery is answered: nothing may refer to it then.
/// </summary>
public sealed class DeliveryBody : IDisposable
{
    private byte[] _buffer = [];
    private bool _isBeingFilled;

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, Length);

    /// <summary>Reads once, into memory of at least the size that is asked for.</summary>
    /// <returns>How much was read; 0 at the end.</returns>
    public async ValueTask<int> ReadAsync(Stream body, int size, int most, CancellationToken cancellationToken)
    {
        if (Length == _buffer.Length)
        {
            Grow(size);
        }

        _isBeingFilled = true;
        int read = await body.ReadAsync(_buffer.AsMemory(Length, Math.Min(_buffer.Length - Length, most)), cancellationToken);
        _isBeingFilled = false;
        Length += read;
        return read;
    }

    public void Dispose()
    {
        // A read that was given up might still write: such memory is left to the garbage collector.
        if (!_isBeingFilled && _buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = [];
        Length = 0;
    }

    private void Grow(int size)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(size, 2 * _buffer.Length));
        Bytes.CopyTo(larger);
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = larger;
    }
}
