using System.Security.Cryptography;

namespace Humanos.Webhooks.Tests;

public sealed class AnyIvGcmTests
{
    // IVs of 12 bytes are compared with the platform's AES-GCM, including sizes for which Node's vectors would be too large to commit.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(CounterMode.Chunk - 1)]
    [InlineData(CounterMode.Chunk)]
    [InlineData(CounterMode.Chunk + 1)]
    [InlineData((2 * CounterMode.Chunk) + 17)]
    public void It_agrees_with_the_platform_where_the_platform_can(int length)
    {
        (byte[] key, byte[] iv, byte[] plaintext) =
            (RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(12), RandomNumberGenerator.GetBytes(length));
        (byte[] ciphertext, byte[] tag) = (new byte[length], new byte[GaloisCounterMode.FullTag]);
        (byte[] expectedCiphertext, byte[] expectedTag) = (new byte[length], new byte[GaloisCounterMode.FullTag]);
        using var platform = new AesGcm(key, GaloisCounterMode.FullTag);
        platform.Encrypt(iv, plaintext, expectedCiphertext, expectedTag);
        using var gcm = new AnyIvGcm(key);

        gcm.Encrypt(iv, plaintext, ciphertext, tag);
        byte[] decrypted = new byte[length];
        bool isDecrypted = gcm.TryDecrypt(iv, ciphertext, tag, decrypted);

        Assert.Equal(expectedCiphertext, ciphertext);
        Assert.Equal(expectedTag, tag);
        Assert.True(isDecrypted);
        Assert.Equal(plaintext, decrypted);
    }
}
