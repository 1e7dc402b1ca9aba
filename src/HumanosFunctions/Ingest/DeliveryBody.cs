using System.Buffers;

namespace HumanosFunctions.Ingest;

/// <summary>
/// The pooled buffer for the body of a delivery. Pooling avoids an allocation per large body. Dispose returns the buffer to the pool after
/// the response: do not use it afterwards.
/// </summary>
public sealed class DeliveryBody : IDisposable
{
    private byte[] _buffer = [];
    private bool _isBeingFilled;

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, Length);

    /// <summary>Reads once from the stream. The first buffer has at least the requested size.</summary>
    /// <returns>The number of bytes, or 0 at the end of the stream.</returns>
    public async ValueTask<int> ReadAsync(Stream body, int size, int max, CancellationToken cancellationToken)
    {
        if (Length == _buffer.Length)
        {
            Grow(size);
        }

        _isBeingFilled = true;
        int read = await body.ReadAsync(_buffer.AsMemory(Length, Math.Min(_buffer.Length - Length, max)), cancellationToken);
        _isBeingFilled = false;
        Length += read;
        return read;
    }

    public void Dispose()
    {
        // A cancelled read can still write to the buffer, so it is not returned to the pool.
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
