using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace Humanos.Webhooks;

/// <summary>
/// GHASH of NIST SP 800-38D over a byte string, its zero padding, and the block <c>[0]64 ‖ [bits]64</c>. First counter blocks and
/// tags are computed from it. <see cref="AesGcm"/> computes it quickly and in constant time on every platform: its tag over a message
/// that has only additional data is <c>GHASH(data ‖ padding ‖ [bits]64 ‖ [0]64) xor AES(nonce ‖ 1)</c>. Because GHASH is linear, one
/// multiplication corrects the last block. Tags with the same nonce would reveal the hash key, so they never leave this class.
/// </summary>
internal sealed class Ghash : IDisposable
{
    private const int Block = 16;
    private const int NonceLength = 12;

    private readonly AesGcm _gcm;
    private readonly UInt128 _subkey;
    private readonly UInt128 _mask;

    internal Ghash(Aes aes, ReadOnlySpan<byte> key)
    {
        _gcm = new AesGcm(key, Block);
        Span<byte> blocks = stackalloc byte[2 * Block];
        blocks.Clear();
        blocks[^1] = 1;
        aes.EncryptEcb(blocks, blocks, PaddingMode.None);
        _subkey = BinaryPrimitives.ReadUInt128BigEndian(blocks);
        _mask = BinaryPrimitives.ReadUInt128BigEndian(blocks[Block..]);
        CryptographicOperations.ZeroMemory(blocks);
    }

    internal void Hash(ReadOnlySpan<byte> data, Span<byte> hash)
    {
        ReadOnlySpan<byte> zeroNonce = stackalloc byte[NonceLength];
        _gcm.Encrypt(zeroNonce, plaintext: [], ciphertext: [], hash, associatedData: data);
        ulong bits = 8UL * (ulong)data.Length;
        UInt128 swappedLengths = Multiply(new UInt128(bits, bits), _subkey);
        BinaryPrimitives.WriteUInt128BigEndian(
            hash, BinaryPrimitives.ReadUInt128BigEndian(hash) ^ _mask ^ swappedLengths);
    }

    public void Dispose() => _gcm.Dispose();

    // Section 6.3, with masks instead of branches, so the duration does not depend on the bits.
    private static UInt128 Multiply(UInt128 x, UInt128 y)
    {
        var reduction = new UInt128(0xE100_0000_0000_0000, 0);
        (UInt128 product, UInt128 multiple) = (UInt128.Zero, y);
        for (int bit = 127; bit >= 0; bit--)
        {
            product ^= multiple & (UInt128.Zero - ((x >> bit) & UInt128.One));
            multiple = (multiple >> 1) ^ (reduction & (UInt128.Zero - (multiple & UInt128.One)));
        }

        return product;
    }
}

/// <summary>Exclusive or of byte strings, one vector at a time.</summary>
internal static class Xor
{
    /// <summary>Combines <paramref name="target"/> with the first bytes of <paramref name="mask"/>, which must be at least as long.</summary>
    internal static void Into(Span<byte> target, ReadOnlySpan<byte> mask)
    {
        int done = 0;
        for (; target.Length - done >= Vector<byte>.Count; done += Vector<byte>.Count)
        {
            (new Vector<byte>(target[done..]) ^ new Vector<byte>(mask[done..])).CopyTo(target[done..]);
        }

        for (; done < target.Length; done++)
        {
            target[done] ^= mask[done];
        }
    }
}
