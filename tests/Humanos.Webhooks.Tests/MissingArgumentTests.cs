namespace Humanos.Webhooks.Tests;

/// <summary>The exception for a missing argument names the argument.</summary>
public sealed class MissingArgumentTests
{
    [Fact]
    public void The_verifier_needs_a_delivery_and_keys()
    {
        Assert.Throws<ArgumentNullException>("delivery", () => Given.Verifier.Verify(null!, [], Given.Now));
        Assert.Throws<ArgumentNullException>("keys", () => Given.Verifier.Verify(Given.Signed([]), null!, Given.Now));
    }

    [Fact]
    public void The_decryptor_needs_a_delivery_and_keys()
    {
        Assert.Throws<ArgumentNullException>("delivery", () => EnvelopeDecryptor.Decrypt(null!, []));
        Assert.Throws<ArgumentNullException>("keys", () => EnvelopeDecryptor.Decrypt(Given.Verified("{}"), null!));
    }

    [Fact]
    public void Every_key_needs_a_generation()
    {
        Assert.Throws<ArgumentNullException>("generation", () => new SignatureKey("secret", null!));
        Assert.Throws<ArgumentNullException>("generation", () => EncryptionKey.Derive("c2VjcmV0", "salt", null!));
    }
}
