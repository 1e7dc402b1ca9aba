using System.Buffers.Text;
using System.Security.Cryptography;

namespace Humanos.Webhooks;

/// <summary>Creates encrypted envelopes the way Humanos does, for tools and tests.</summary>
public static class EnvelopeEncryptor
{
    private const int DefaultIvLength = 12;

    /// <summary>Encrypts with AES-256-GCM and a random IV of 12 bytes.</summary>
    /// <param name="plaintext">The event's JSON as UTF-8; not checked.</param>
    /// <param name="key">The encryption key.</param>
    /// <returns>The body to sign and send: see the last overload.</returns>
    public static byte[] Encrypt(ReadOnlySpan<byte> plaintext, EncryptionKey key) => Encrypt(plaintext, key, DefaultIvLength);

    /// <summary>Encrypts with AES-256-GCM and a random IV.</summary>
    /// <param name="plaintext">The event's JSON as UTF-8; not checked.</param>
    /// <param name="key">The encryption key.</param>
    /// <param name="ivLength">Length of the IV in bytes, at least 1. Use fewer than 12 only in tests, because short IVs soon repeat.</param>
    /// <returns>The body to sign and send: see the last overload.</returns>
    public static byte[] Encrypt(ReadOnlySpan<byte> plaintext, EncryptionKey key, int ivLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ivLength);
        return Encrypt(plaintext, key, RandomNumberGenerator.GetBytes(ivLength));
    }

    /// <summary>Encrypts with AES-256-GCM and the given IV. Use an IV only once per key.</summary>
    /// <param name="plaintext">The event's JSON as UTF-8; not checked.</param>
    /// <param name="key">The encryption key.</param>
    /// <param name="iv">The IV: any length except 0.</param>
    /// <returns>
    /// Compact UTF-8 JSON <c>{"iv":…,"data":…,"tag":…}</c> with values in standard base64 with padding, and a 16-byte tag.
    /// </returns>
    /// <exception cref="ArgumentException">The IV is empty.</exception>
    public static byte[] Encrypt(ReadOnlySpan<byte> plaintext, EncryptionKey key, ReadOnlySpan<byte> iv)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (iv.IsEmpty)
        {
            throw new ArgumentException("The IV is empty.", nameof(iv));
        }

        byte[] ciphertext = new byte[plaintext.Length];
        Span<byte> tag = stackalloc byte[GaloisCounterMode.FullTag];
        GaloisCounterMode.Encrypt(key, iv, plaintext, ciphertext, tag);
        return
        [
            .. "{\"iv\":\""u8, .. ToBase64(iv),
            .. "\",\"data\":\""u8, .. ToBase64(ciphertext),
            .. "\",\"tag\":\""u8, .. ToBase64(tag),
            .. "\"}"u8,
        ];
    }

    private static byte[] ToBase64(ReadOnlySpan<byte> bytes)
    {
        byte[] text = new byte[Base64.GetMaxEncodedToUtf8Length(bytes.Length)];
        Base64.EncodeToUtf8(bytes, text, out _, out _);
        return text;
    }
}
