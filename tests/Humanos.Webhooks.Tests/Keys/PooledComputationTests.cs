using System.Security.Cryptography;

namespace Humanos.Webhooks.Tests.Keys;

/// <summary>What was set up for one delivery serves the next one, and ends with its key.</summary>
public sealed class PooledComputationTests
{
    [Theory]
    [InlineData(12)]
    [InlineData(16)]
    public void Encrypting_and_decrypting_give_back_what_they_were_lent(int ivLength)
    {
        using EncryptionKey key = EncryptionKey.Of(new byte[32], "current");
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
    public void Signing_gives_back_what_it_was_lent()
    {
        using var key = new SignatureKey("secret", "current");
        IncrementalHash rented = Idle(key.Hmacs);

        DeliverySigner.Sign(Given.Timestamp, [], key);

        Assert.Same(rented, Idle(key.Hmacs));
    }

    [Fact]
    public void A_cleared_key_is_refused_also_where_it_has_been_used()
    {
        var signature = new SignatureKey("secret", "current");
        EncryptionKey encryption = EncryptionKey.Of(new byte[32], "current");
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

    private static T Idle<T>(ComputationPool<T> pool)
        where T : class, IDisposable
    {
        T idle = pool.Take();
        pool.Return(idle);
        return idle;
    }
}
