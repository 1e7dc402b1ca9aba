namespace Humanos.Webhooks.Tests;

public sealed class KeyTests
{
    private const string Secret = "c2VjcmV0LXRoYXQtbXVzdC1ub3QtbGVhaw==";

    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n")]
    public void An_empty_secret_is_refused(string secret)
    {
        Assert.Throws<ArgumentException>(() => new SignatureKey(secret, "current"));
        Assert.Throws<ArgumentException>(() => EncryptionKey.Derive(secret, "salt", "current"));
        Assert.Throws<ArgumentNullException>(() => new SignatureKey(null!, "current"));
    }

    [Fact]
    public void An_empty_salt_is_refused_without_naming_the_secret()
    {
        var refusal = Assert.Throws<ArgumentException>(() => EncryptionKey.Derive(Secret, "", "current"));
        Assert.DoesNotContain(Secret, refusal.ToString());
    }

    [Theory]
    [InlineData("!§$%&/()!§$%&")]
    [InlineData("=c2VjcmV0LXRoYXQtbXVzdC1ub3QtbGVhaw==")]
    [InlineData("c")]
    public void An_encryption_secret_that_decodes_to_nothing_is_refused_without_naming_it(string secret)
    {
        var refusal = Assert.Throws<FormatException>(() => EncryptionKey.Derive(secret, "salt", "current"));
        Assert.Equal("The encryption secret is not base64: it decodes to nothing.", refusal.Message);
    }

    [Theory]
    [InlineData("c2VjcmV0LXRoYXQtbXVzdC1ub3QtbGVhaw")]
    [InlineData(" c2VjcmV0LXRoYXQt\r\nbXVzdC1ub3QtbGVhaw==\n")]
    [InlineData("\"c2VjcmV0LXRoYXQtbXVzdC1ub3QtbGVhaw==\"")]
    [InlineData("c2VjcmV0LXRoYXQtbXVzdC1ub3QtbGVhaw%%")]
    [InlineData("c2VjcmV0LXRoYXQtbXVzdC1ub3QtbGVhaw==bW9yZQ==")]
    [InlineData("c2VjcmV0LXRoYXQtbXVzdC1ub3QtbGVhax")]
    public void The_spelling_of_the_encryption_secret_does_not_change_the_key(string spelling)
    {
        using var expected = EncryptionKey.Derive(Secret, "salt", "current");
        using var key = EncryptionKey.Derive(spelling, "salt", "current");
        Assert.Equal(expected.Bytes, key.Bytes);
    }

    [Theory]
    [InlineData(" signature-secret")]
    [InlineData("signature-secret\n")]
    [InlineData("Signature-secret")]
    public void Every_character_of_the_signature_secret_and_of_the_salt_counts(string spelling)
    {
        using var signature = new SignatureKey(spelling, "current");
        using var encryption = EncryptionKey.Derive(Secret, spelling, "current");
        using var other = EncryptionKey.Derive(Secret, "signature-secret", "current");

        Assert.NotEqual(
            DeliverySigner.Sign(Given.Timestamp, [], Given.SignatureKey), DeliverySigner.Sign(Given.Timestamp, [], signature));
        Assert.NotEqual(other.Bytes.ToArray(), encryption.Bytes.ToArray());
    }

    [Fact]
    public void A_key_and_the_results_that_hold_one_never_print_it()
    {
        using var signature = new SignatureKey(Secret, "current");
        using var encryption = EncryptionKey.Derive(Secret, Secret, "current");
        string printed = $"{signature} {encryption} {new VerificationResult.Verified(Given.Verified("{}"), signature)}"
            + new DecryptionResult.Decrypted(Given.Decrypted("{}"u8.ToArray()), encryption);

        Assert.DoesNotContain(Secret, printed);
        Assert.DoesNotContain(Convert.ToHexString(encryption.Bytes), printed, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_cleared_key_is_refused_instead_of_counting_as_zeros()
    {
        var signature = new SignatureKey(Secret, "current");
        var encryption = EncryptionKey.Derive(Secret, "salt", "current");
        ReadOnlySpan<byte> bytes = encryption.Bytes;
        ReadOnlySpan<byte> secret = signature.Bytes;
        signature.Dispose();
        encryption.Dispose();

        Assert.Equal(new byte[32], bytes.ToArray());
        Assert.Equal(new byte[Secret.Length], secret.ToArray());
        Assert.Throws<ObjectDisposedException>(() => DeliverySigner.Sign(Given.Timestamp, [], signature));
        Assert.Throws<ObjectDisposedException>(() => EnvelopeEncryptor.Encrypt([], encryption));
    }
}
