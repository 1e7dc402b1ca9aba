using System.Text;

namespace Humanos.Webhooks.Tests;

public sealed class SignatureTests
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"iv":"AAAA","data":"","tag":""}""");
    private static readonly ReceivedDelivery Genuine = Given.Signed(Body);

    [Fact]
    public void A_genuine_delivery_is_verified_and_keeps_its_bytes()
    {
        VerifiedDelivery verified = Given.Verified(Body);

        Assert.Equal(Body, verified.Body.ToArray());
        Assert.Equal(Given.Timestamp, verified.Timestamp);
        Assert.Equal(Given.Now, verified.SignedAt);
    }

    [Fact]
    public void The_signature_may_be_written_in_capitals() =>
        Assert.IsType<VerificationResult.Verified>(Verify(Genuine.Signature!.ToUpperInvariant()));

    [Theory]
    [InlineData(null, RejectionReason.SignatureMissing)]
    [InlineData("", RejectionReason.SignatureMissing)]
    [InlineData(" ", RejectionReason.SignatureMalformed)]
    [InlineData("sha256={0}", RejectionReason.SignatureMalformed)]
    [InlineData(" {0}", RejectionReason.SignatureMalformed)]
    [InlineData("{0} ", RejectionReason.SignatureMalformed)]
    [InlineData("{0}\n", RejectionReason.SignatureMalformed)]
    [InlineData("{0},{0}", RejectionReason.SignatureMalformed)]
    [InlineData("{0}, {0}", RejectionReason.SignatureMalformed)]
    [InlineData("{0}00", RejectionReason.SignatureMalformed)]
    [InlineData("00", RejectionReason.SignatureMalformed)]
    public void Only_the_bare_signature_is_one(string? format, RejectionReason reason) =>
        Assert.Equal(new VerificationResult.Rejected(reason, Skew: null), Verify(format?.Replace("{0}", Genuine.Signature)));

    [Theory]
    [InlineData('g')]
    [InlineData('é')]
    [InlineData('\uFF11')]
    [InlineData('\uD800')]
    [InlineData('\0')]
    public void A_character_that_is_no_hex_digit_makes_it_malformed(char character) =>
        Assert.Equal(
            new VerificationResult.Rejected(RejectionReason.SignatureMalformed, Skew: null),
            Verify(character + Genuine.Signature![1..]));

    [Fact]
    public void A_huge_signature_is_malformed() =>
        Assert.Equal(
            new VerificationResult.Rejected(RejectionReason.SignatureMalformed, Skew: null), Verify(new string('a', 1_000_000)));

    [Fact]
    public void Without_keys_nothing_is_genuine() =>
        Assert.Equal(
            new VerificationResult.Rejected(RejectionReason.SignatureMismatch, TimeSpan.Zero),
            Given.Verifier.Verify(Genuine, [], Given.Now));

    [Fact]
    public void Every_key_is_tried_and_the_first_that_fits_is_named()
    {
        using var other = new SignatureKey("other secret", "other");
        using var same = new SignatureKey("signature-secret", "the same again");
        var verified = Assert.IsType<VerificationResult.Verified>(
            Given.Verifier.Verify(Genuine, [other, Given.SignatureKey, same], Given.Now));

        Assert.Same(Given.SignatureKey, verified.Key);
    }

    [Fact]
    public void An_empty_body_is_signed_by_its_timestamp_alone()
    {
        string ofTimestamp = DeliverySigner.Sign(Given.Timestamp, [], Given.SignatureKey);
        string ofTimestampAndStop = DeliverySigner.Sign(Given.Timestamp + ".", [], Given.SignatureKey);

        Assert.IsType<VerificationResult.Verified>(
            Given.Verifier.Verify(new ReceivedDelivery(Given.Timestamp, ofTimestamp, default), [Given.SignatureKey], Given.Now));
        Assert.IsType<VerificationResult.Rejected>(
            Given.Verifier.Verify(new ReceivedDelivery(Given.Timestamp, ofTimestampAndStop, default), [Given.SignatureKey], Given.Now));
    }

    private static VerificationResult Verify(string? signature) => Given.Verifier.Verify(
        new ReceivedDelivery(Given.Timestamp, signature, Body), [Given.SignatureKey], Given.Now);
}
