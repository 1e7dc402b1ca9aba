using System.Text;

namespace Humanos.Webhooks.Tests;

public sealed class TamperingTests
{
    private static readonly byte[] Body = EnvelopeEncryptor.Encrypt("{}"u8, Given.EncryptionKey);
    private static readonly ReceivedDelivery Genuine = Given.Signed(Body);

    [Fact]
    public void Every_flipped_bit_of_the_body_is_refused()
    {
        for (int bit = 0; bit < 8 * Body.Length; bit++)
        {
            AssertMismatch(new ReceivedDelivery(Genuine.Timestamp, Genuine.Signature, Flip(Body, bit)));
        }
    }

    [Fact]
    public void Every_flipped_bit_of_the_signature_is_refused()
    {
        byte[] signature = Convert.FromHexString(Genuine.Signature!);
        for (int bit = 0; bit < 8 * signature.Length; bit++)
        {
            AssertMismatch(new ReceivedDelivery(Genuine.Timestamp, Convert.ToHexStringLower(Flip(signature, bit)), Body));
        }
    }

    [Fact]
    public void Every_flipped_bit_of_the_timestamp_is_refused()
    {
        byte[] timestamp = Encoding.ASCII.GetBytes(Given.Timestamp);
        for (int bit = 0; bit < 8 * timestamp.Length; bit++)
        {
            var forged = new ReceivedDelivery(Encoding.Latin1.GetString(Flip(timestamp, bit)), Genuine.Signature, Body);
            Assert.IsType<VerificationResult.Rejected>(Given.Verifier.Verify(forged, [Given.SignatureKey], Given.Now));
        }
    }

    [Fact]
    public void A_lengthened_or_shortened_body_is_refused()
    {
        AssertMismatch(new ReceivedDelivery(Genuine.Timestamp, Genuine.Signature, (byte[])[.. Body, (byte)' ']));
        AssertMismatch(new ReceivedDelivery(Genuine.Timestamp, Genuine.Signature, Body.AsMemory(1)));
        AssertMismatch(new ReceivedDelivery(Genuine.Timestamp, Genuine.Signature, default));
    }

    // The published sample signs the parsed object, which JavaScript converts to "[object Object]" for every body.
    // printf '1780315200000.[object Object]' | openssl dgst -sha256 -hmac test-webhook-signature-secret
    [Theory]
    [InlineData("""{"iv":"DAwMDAwMDAwMDAwM","data":"","tag":""}""")]
    [InlineData("{}")]
    [InlineData("")]
    public void The_signature_of_the_published_sample_is_never_accepted(string body)
    {
        using var key = new SignatureKey("test-webhook-signature-secret", "sample");
        const string signature = "6f169446af0c1a4a7ca9e4c869ecb808377e4b0eb40086188476f0b61367bb28";
        Assert.Equal(signature, DeliverySigner.Sign(Given.Timestamp, "[object Object]"u8, key));

        VerificationResult result = Given.Verifier.Verify(
            new ReceivedDelivery(Given.Timestamp, signature, Encoding.UTF8.GetBytes(body)), [key], Given.Now);

        Assert.Equal(new VerificationResult.Rejected(RejectionReason.SignatureMismatch, TimeSpan.Zero), result);
    }

    private static void AssertMismatch(ReceivedDelivery forged) => Assert.Equal(
        new VerificationResult.Rejected(RejectionReason.SignatureMismatch, TimeSpan.Zero),
        Given.Verifier.Verify(forged, [Given.SignatureKey], Given.Now));

    private static byte[] Flip(byte[] bytes, int bit)
    {
        byte[] flipped = [.. bytes];
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    }
}
