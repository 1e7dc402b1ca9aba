using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Humanos.Webhooks;

/// <summary>GCTR of NIST SP 800-38D, section 6.5, from the counter after the first: encrypts and decrypts alike.</summary>
internal static class CounterMode
{
    // One call of the platform's AES a chunk: larger chunks gain little and cost memory.
    internal const int Chunk = 128 * 1024;

    private const int Block = 16;
    private const int CounterOffset = 12;

    internal static void Transform(Aes aes, ReadOnlySpan<byte> firstCounter, ReadOnlySpan<byte> source, Span<byte> destination)
    {
        source.CopyTo(destination);
        int size = Math.Min(Chunk, (source.Length + Block - 1) / Block * Block);
        byte[] rented = ArrayPool<byte>.Shared.Rent(size);
        Span<byte> keystream = rented.AsSpan(0, size);
        uint counter = BinaryPrimitives.ReadUInt32BigEndian(firstCounter[CounterOffset..]);
        for (int start = 0; start < source.Length; start += size)
        {
            Span<byte> part = destination.Slice(start, Math.Min(size, source.Length - start));
            counter = FillCounters(keystream, firstCounter, counter);
            aes.EncryptEcb(keystream, keystream, PaddingMode.None);
            Xor.Into(part, keystream);
        }

        CryptographicOperations.ZeroMemory(keystream);
        ArrayPool<byte>.Shared.Return(rented);
    }

    // Only the last 32 bits count, and they wrap around.
    private static uint FillCounters(Span<byte> blocks, ReadOnlySpan<byte> firstCounter, uint counter)
    {
        for (int start = 0; start < blocks.Length; start += Block)
        {
            firstCounter[..CounterOffset].CopyTo(blocks[start..]);
            BinaryPrimitives.WriteUInt32BigEndian(blocks[(start + CounterOffset)..], unchecked(++counter));
        }

        return counter;
    }
}
