using System.Text;

namespace Humanos.Webhooks.Tests;

public sealed class EnvelopeEncryptorTests
{
    [Fact]
    public void An_envelope_is_compact_JSON_in_standard_base64()
    {
        string body = Encoding.UTF8.GetString(EnvelopeEncryptor.Encrypt("{}"u8, Given.EncryptionKey, iv: new byte[13]));

        Assert.Matches("^{\"iv\":\"AAAAAAAAAAAAAAAAAA==\",\"data\":\"[A-Za-z0-9+/]{3}=\",\"tag\":\"[A-Za-z0-9+/]{22}==\"}$", body);
    }

    [Fact]
    public void The_default_IV_is_random_and_has_12_bytes()
    {
        string Iv() => Encoding.UTF8.GetString(EnvelopeEncryptor.Encrypt("{}"u8, Given.EncryptionKey)).Split('"')[3];

        Assert.Equal(12, Convert.FromBase64String(Iv()).Length);
        Assert.NotEqual(Iv(), Iv());
    }

    [Fact]
    public void An_IV_without_bytes_is_refused()
    {
        Assert.Throws<ArgumentException>(() => EnvelopeEncryptor.Encrypt([], Given.EncryptionKey, iv: []));
        Assert.Throws<ArgumentOutOfRangeException>(() => EnvelopeEncryptor.Encrypt([], Given.EncryptionKey, ivLength: 0));
    }

    [Theory]
    [InlineData(12)]
    [InlineData(16)]
    public void Any_bytes_come_back_as_they_were(int ivLength)
    {
        byte[] plaintext = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * i))];
        VerifiedDelivery delivery = Given.Verified(EnvelopeEncryptor.Encrypt(plaintext, Given.EncryptionKey, ivLength));

        var decrypted = Assert.IsType<DecryptionResult.Decrypted>(EnvelopeDecryptor.Decrypt(delivery, [Given.EncryptionKey]));

        Assert.Equal(plaintext, decrypted.Event.Json.ToArray());
    }
}
