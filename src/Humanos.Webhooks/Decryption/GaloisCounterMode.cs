using System.Security.Cryptography;

namespace Humanos.Webhooks;

/// <summary>
/// AES-GCM (NIST SP 800-38D) without additional data, for every IV length. The platform's <see cref="AesGcm"/> accepts only
/// 12-byte IVs, and on some systems only 16-byte tags. <see cref="AnyIvGcm"/> handles all other lengths.
/// </summary>
internal static class GaloisCounterMode
{
    /// <summary>Length of a full tag in bytes.</summary>
    internal const int FullTag = AnyIvGcm.FullTag;

    private const int PlatformIv = 12;

    /// <summary>Decrypts if the tag authenticates the ciphertext. Otherwise the destination contains no plaintext.</summary>
    internal static bool TryDecrypt(
        EncryptionKey key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext)
    {
        if (iv.Length != PlatformIv || tag.Length != FullTag)
        {
            AnyIvGcm anyIv = key.AnyIv.Rent();
            bool isAuthentic = anyIv.TryDecrypt(iv, ciphertext, tag, plaintext);
            key.AnyIv.Return(anyIv);
            return isAuthentic;
        }

        AesGcm gcm = key.Platform.Rent();
        try
        {
            gcm.Decrypt(iv, ciphertext, tag, plaintext);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
        finally
        {
            key.Platform.Return(gcm);
        }
    }

    /// <summary>Encrypts with a full tag.</summary>
    internal static void Encrypt(
        EncryptionKey key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag)
    {
        if (iv.Length != PlatformIv)
        {
            AnyIvGcm anyIv = key.AnyIv.Rent();
            anyIv.Encrypt(iv, plaintext, ciphertext, tag);
            key.AnyIv.Return(anyIv);
            return;
        }

        AesGcm gcm = key.Platform.Rent();
        gcm.Encrypt(iv, plaintext, ciphertext, tag);
        key.Platform.Return(gcm);
    }
}
