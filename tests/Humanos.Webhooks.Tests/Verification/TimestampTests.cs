namespace Humanos.Webhooks.Tests;

public sealed class TimestampTests
{
    private static readonly byte[] Body = "{}"u8.ToArray();

    [Theory]
    [InlineData("1780315200123", 1_780_315_200_123)]
    [InlineData("1780315200", 1_780_315_200_000)]
    [InlineData("0000000000", 0)]
    [InlineData("9999999999999", 9_999_999_999_999)]
    public void Thirteen_digits_are_milliseconds_and_ten_are_seconds(string timestamp, long milliseconds)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        Assert.Equal(time, Assert.IsType<VerificationResult.Verified>(Verify(timestamp, now: time)).Delivery.SignedAt);
    }

    [Theory]
    [InlineData(null, RejectionReason.TimestampMissing)]
    [InlineData("", RejectionReason.TimestampMissing)]
    [InlineData("0", RejectionReason.TimestampMalformed)]
    [InlineData("178031520000", RejectionReason.TimestampMalformed)]
    [InlineData("17803152000", RejectionReason.TimestampMalformed)]
    [InlineData("17803152000000", RejectionReason.TimestampMalformed)]
    [InlineData("-178031520000", RejectionReason.TimestampMalformed)]
    [InlineData("+178031520000", RejectionReason.TimestampMalformed)]
    [InlineData(" 178031520000", RejectionReason.TimestampMalformed)]
    [InlineData("178031520000 ", RejectionReason.TimestampMalformed)]
    [InlineData("1780315200000\n", RejectionReason.TimestampMalformed)]
    [InlineData("1780315200000,1780315200000", RejectionReason.TimestampMalformed)]
    [InlineData("178031520000a", RejectionReason.TimestampMalformed)]
    [InlineData("17803152.0000", RejectionReason.TimestampMalformed)]
    [InlineData("0x80315200000", RejectionReason.TimestampMalformed)]
    [InlineData("1.7803152e+12", RejectionReason.TimestampMalformed)]
    [InlineData("178031520000\u0660", RejectionReason.TimestampMalformed)]
    [InlineData("178031520000\uFF10", RejectionReason.TimestampMalformed)]
    [InlineData("2026-06-01T12:00:00Z", RejectionReason.TimestampMalformed)]
    public void Anything_else_is_no_timestamp_even_where_it_is_signed(string? timestamp, RejectionReason reason) =>
        Assert.Equal(new VerificationResult.Rejected(reason, Skew: null), Verify(timestamp, Given.Now));

    [Fact]
    public void A_huge_timestamp_is_malformed() =>
        Assert.Equal(
            new VerificationResult.Rejected(RejectionReason.TimestampMalformed, Skew: null),
            Verify(new string('1', 1_000_000), Given.Now));

    [Theory]
    [InlineData("1.00:00:00", null)]
    [InlineData("1.00:00:00.001", RejectionReason.TimestampTooOld)]
    [InlineData("3650.00:00:00", RejectionReason.TimestampTooOld)]
    [InlineData("-00:05:00", null)]
    [InlineData("-00:05:00.001", RejectionReason.TimestampInFuture)]
    [InlineData("-3650.00:00:00", RejectionReason.TimestampInFuture)]
    public void The_window_is_one_day_behind_and_five_minutes_ahead(string age, RejectionReason? reason)
    {
        var signedAgo = TimeSpan.Parse(age);
        VerificationResult result = Verify(Given.Timestamp, Given.Now + signedAgo);

        Assert.Equal(reason, (result as VerificationResult.Rejected)?.Reason);
        Assert.Equal(reason is null ? null : -signedAgo, (result as VerificationResult.Rejected)?.Skew);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z", RejectionReason.TimestampInFuture)]
    [InlineData("9999-12-31T23:59:59Z", RejectionReason.TimestampTooOld)]
    public void The_widest_window_and_the_oddest_clock_break_nothing(string now, RejectionReason outsideDefault)
    {
        var clock = DateTimeOffset.Parse(now);
        var widest = new DeliveryVerifier(new TimestampWindow(TimeSpan.MaxValue, TimeSpan.MaxValue));

        Assert.IsType<VerificationResult.Verified>(widest.Verify(Given.Signed(Body), [Given.SignatureKey], clock));
        Assert.Equal(outsideDefault, Assert.IsType<VerificationResult.Rejected>(Verify(Given.Timestamp, clock)).Reason);
    }

    [Fact]
    public void A_wrong_signature_is_named_before_a_wrong_age() =>
        Assert.Equal(
            new VerificationResult.Rejected(RejectionReason.SignatureMismatch, TimeSpan.FromDays(-2)),
            Given.Verifier.Verify(
                new ReceivedDelivery(Given.Timestamp, new string('0', 64), Body), [Given.SignatureKey], Given.Now.AddDays(2)));

    [Fact]
    public void A_window_is_never_negative()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TimestampWindow(TimeSpan.FromTicks(-1), TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => TimestampWindow.Default with { Future = TimeSpan.FromTicks(-1) });
    }

    private static VerificationResult Verify(string? timestamp, DateTimeOffset now) => Given.Verifier.Verify(
        new ReceivedDelivery(timestamp, DeliverySigner.Sign(timestamp ?? "", Body, Given.SignatureKey), Body), [Given.SignatureKey], now);
}
