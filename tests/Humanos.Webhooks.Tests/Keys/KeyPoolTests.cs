using System.Security.Cryptography;

namespace Humanos.Webhooks.Tests.Keys;

/// <summary>The cryptographic objects of a key are reused, and are disposed with the key.</summary>
public sealed class KeyPoolTests
{
    [Theory]
    [InlineData(12)]
    [InlineData(16)]
    public void Encrypting_and_decrypting_return_the_rented_object(int ivLength)
    {
        using EncryptionKey key = EncryptionKey.FromBytes(new byte[32], "current");
        byte[] iv = new byte[ivLength];
        (byte[] text, byte[] tag) = (new byte[3], new byte[GaloisCounterMode.FullTag]);
        object rented = Idle(key, ivLength);

        GaloisCounterMode.Encrypt(key, iv, new byte[3], text, tag);
        Assert.Same(rented, Idle(key, ivLength));
        Assert.True(GaloisCounterMode.TryDecrypt(key, iv, text, tag, new byte[3]));
        Assert.Same(rented, Idle(key, ivLength));
        tag[0] ^= 1;
        Assert.False(GaloisCounterMode.TryDecrypt(key, iv, text, tag, new byte[3]));
        Assert.Same(rented, Idle(key, ivLength));
    }

    [Fact]
    public void Signing_returns_the_rented_object()
    {
        using var key = new SignatureKey("secret", "current");
        IncrementalHash rented = Idle(key.Hmacs);

        DeliverySigner.Sign(Given.Timestamp, [], key);

        Assert.Same(rented, Idle(key.Hmacs));
    }

    [Fact]
    public void A_disposed_key_throws_even_if_it_was_used_before()
    {
        var signature = new SignatureKey("secret", "current");
        EncryptionKey encryption = EncryptionKey.FromBytes(new byte[32], "current");
        DeliverySigner.Sign(Given.Timestamp, [], signature);
        EnvelopeEncryptor.Encrypt([], encryption, ivLength: 12);
        EnvelopeEncryptor.Encrypt([], encryption, ivLength: 16);

        signature.Dispose();
        encryption.Dispose();

        Assert.Throws<ObjectDisposedException>(() => DeliverySigner.Sign(Given.Timestamp, [], signature));
        Assert.Throws<ObjectDisposedException>(() => EnvelopeEncryptor.Encrypt([], encryption, ivLength: 12));
        Assert.Throws<ObjectDisposedException>(() => EnvelopeEncryptor.Encrypt([], encryption, ivLength: 16));
    }

    private static object Idle(EncryptionKey key, int ivLength) => ivLength == 12 ? Idle(key.Platform) : Idle(key.AnyIv);

    private static T Idle<T>(DisposablePool<T> pool)
        where T : class, IDisposable
    {
        T idle = pool.Rent();
        pool.Return(idle);
        return idle;
    }
}
