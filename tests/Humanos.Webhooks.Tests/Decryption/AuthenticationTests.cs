namespace Humanos.Webhooks.Tests;

public sealed class AuthenticationTests
{
    private static readonly byte[] Plaintext = "{\"eventType\":\"test\"}"u8.ToArray();

    [Theory]
    [InlineData(12)]
    [InlineData(16)]
    public void The_first_key_that_fits_is_named(int ivLength)
    {
        VerifiedDelivery delivery = Given.Verified(EnvelopeEncryptor.Encrypt(Plaintext, Given.EncryptionKey, ivLength));

        var decrypted = Assert.IsType<DecryptionResult.Decrypted>(
            EnvelopeDecryptor.Decrypt(delivery, [Given.OtherEncryptionKey, Given.EncryptionKey]));

        Assert.Same(Given.EncryptionKey, decrypted.Key);
        Assert.Equal(Plaintext, decrypted.Event.Json.ToArray());
    }

    [Theory]
    [InlineData(12)]
    [InlineData(16)]
    public void Another_key_does_not_fit(int ivLength)
    {
        VerifiedDelivery delivery = Given.Verified(EnvelopeEncryptor.Encrypt(Plaintext, Given.EncryptionKey, ivLength));

        Assert.IsType<DecryptionResult.NoKeyFits>(EnvelopeDecryptor.Decrypt(delivery, [Given.OtherEncryptionKey]));
        Assert.IsType<DecryptionResult.NoKeyFits>(EnvelopeDecryptor.Decrypt(delivery, []));
    }

    [Theory]
    [InlineData(12, 16)]
    [InlineData(16, 16)]
    [InlineData(12, 12)]
    [InlineData(1, 12)]
    public void Every_flipped_bit_is_noticed_before_any_plaintext_is_released(int ivLength, int tagLength)
    {
        EncryptionKey key = Given.EncryptionKey;
        byte[] iv = [.. Enumerable.Repeat((byte)7, ivLength)];
        (byte[] ciphertext, byte[] tag) = (new byte[Plaintext.Length], new byte[GaloisCounterMode.FullTag]);
        GaloisCounterMode.Encrypt(key, iv, Plaintext, ciphertext, tag);
        byte[][] parts = [iv, ciphertext, tag[..tagLength]];
        byte[] plaintext = new byte[Plaintext.Length];

        foreach (byte[] part in parts)
        {
            for (int bit = 0; bit < 8 * part.Length; bit++)
            {
                part[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.False(GaloisCounterMode.TryDecrypt(key, parts[0], parts[1], parts[2], plaintext));
                part[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }

        Assert.Equal(new byte[Plaintext.Length], plaintext);
        Assert.True(GaloisCounterMode.TryDecrypt(key, parts[0], parts[1], parts[2], plaintext));
    }

    [Theory]
    [InlineData(12)]
    [InlineData(16)]
    public void An_empty_plaintext_is_decrypted_and_no_event(int ivLength)
    {
        VerifiedDelivery delivery = Given.Verified(EnvelopeEncryptor.Encrypt([], Given.EncryptionKey, ivLength));

        var decrypted = Assert.IsType<DecryptionResult.Decrypted>(EnvelopeDecryptor.Decrypt(delivery, [Given.EncryptionKey]));

        Assert.True(decrypted.Event.Json.IsEmpty);
        Assert.Null(RoutingFacts.Read(decrypted.Event));
    }
}
