using Humanos.Webhooks;
using HumanosFunctions.Ingest;

namespace HumanosFunctions.Tests.Ingest;

/// <summary>From the first moment that a delivery can be accepted to the last, the topic remembers it.</summary>
public sealed class ReplayWindowTests
{
    private static readonly TimeSpan DuplicateDetection = TimeSpan.FromDays(1);
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_delivery_signed_ahead_is_refused_before_the_topic_forgets_it()
    {
        using var sender = new Sender();
        SealedDelivery sent = sender.Seal("{}"u8, Now + TimeSpan.FromMinutes(5));
        var received = new ReceivedDelivery(sent.Timestamp, sent.Signature, sent.Body);
        var verifier = new DeliveryVerifier(ReplayWindow.Of(DuplicateDetection));

        Assert.IsType<VerificationResult.Verified>(verifier.Verify(received, [sender.SignatureKey], Now));
        Assert.IsType<VerificationResult.Verified>(verifier.Verify(received, [sender.SignatureKey], Now + DuplicateDetection));
        var replayed = Assert.IsType<VerificationResult.Rejected>(
            verifier.Verify(received, [sender.SignatureKey], Now + DuplicateDetection + TimeSpan.FromMilliseconds(1)));
        Assert.Equal(RejectionReason.TimestampTooOld, replayed.Reason);
    }

    [Theory]
    [InlineData("00:00:01", "00:00:01")]
    [InlineData("23:55:00", "23:55:00")]
    [InlineData("23:55:01", "23:55:00")]
    [InlineData("1.00:00:00", "23:55:00")]
    public void A_tolerance_counts_as_far_as_the_topic_remembers(string tolerance, string past) =>
        Assert.Equal(
            new TimestampWindow(TimeSpan.Parse(past, null), TimeSpan.FromMinutes(5)), ReplayWindow.Of(TimeSpan.Parse(tolerance, null)));
}
