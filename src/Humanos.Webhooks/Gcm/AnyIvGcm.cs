using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Humanos.Webhooks;

/// <summary>
/// AES-GCM as in NIST SP 800-38D, sections 7.1 and 7.2, without additional data, for any IV length. It combines the platform's AES with
/// <see cref="Ghash"/>.
/// </summary>
internal sealed class AnyIvGcm : IDisposable
{
    /// <summary>Length of a full tag in bytes.</summary>
    internal const int FullTag = 16;

    private const int Block = 16;
    private const int CounterOnlyIv = 12;

    private readonly Aes _aes = Aes.Create();
    private readonly Ghash _ghash;

    internal AnyIvGcm(ReadOnlySpan<byte> key)
    {
        _aes.SetKey(key);
        _ghash = new Ghash(_aes, key);
    }

    internal bool TryDecrypt(
        ReadOnlySpan<byte> iv, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext)
    {
        Span<byte> counter = stackalloc byte[Block];
        Span<byte> expected = stackalloc byte[Block];
        FirstCounter(iv, counter);
        ComputeTag(counter, ciphertext, expected);
        if (!CryptographicOperations.FixedTimeEquals(expected[..tag.Length], tag))
        {
            return false;
        }

        CounterMode.Transform(_aes, counter, ciphertext, plaintext);
        return true;
    }

    internal void Encrypt(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag)
    {
        Span<byte> counter = stackalloc byte[Block];
        FirstCounter(iv, counter);
        CounterMode.Transform(_aes, counter, plaintext, ciphertext);
        ComputeTag(counter, ciphertext, tag);
    }

    public void Dispose()
    {
        _ghash.Dispose();
        _aes.Dispose();
    }

    // The pre-counter block J0 of the standard. It depends on the length of the IV.
    private void FirstCounter(ReadOnlySpan<byte> iv, Span<byte> counter)
    {
        if (iv.Length == CounterOnlyIv)
        {
            iv.CopyTo(counter);
            BinaryPrimitives.WriteUInt32BigEndian(counter[CounterOnlyIv..], 1);
            return;
        }

        _ghash.Hash(iv, counter);
    }

    private void ComputeTag(ReadOnlySpan<byte> firstCounter, ReadOnlySpan<byte> ciphertext, Span<byte> tag)
    {
        Span<byte> mask = stackalloc byte[Block];
        _aes.EncryptEcb(firstCounter, mask, PaddingMode.None);
        _ghash.Hash(ciphertext, tag);
        Xor.Into(tag, mask);
    }
}

/// <summary>GCTR of NIST SP 800-38D, section 6.5, starting after the first counter. The same operation encrypts and decrypts.</summary>
internal static class CounterMode
{
    // One call of the platform's AES per chunk. Larger chunks are barely faster and use more memory.
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

    // Only the last 32 bits are incremented, and they wrap around.
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
