using Humanos.Webhooks;
using HumanosFunctions.Ingest;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Tests.Ingest;

public sealed class IngestOptionsValidatorTests
{
    [Fact]
    public void The_defaults_are_enough() => Assert.True(new IngestOptionsValidator(new PublishingOptions()).Validate(name: null, new IngestOptions()).Succeeded);

    public static TheoryData<string, Action<IngestOptions>> Mistakes => new()
    {
        { "Humanos:DeliveryTimeout", options => options.DeliveryTimeout = new PublishingOptions().PublishTimeout },
        { "Humanos:DeliveryTimeout", options => options.DeliveryTimeout = TimeSpan.FromMinutes(4) },
        { "Humanos:MaxConcurrentDeliveries", options => options.MaxConcurrentDeliveries = 0 },
        { "Humanos:MaxBodyBytes", options => options.MaxBodyBytes = 0 },
        { "Humanos:MaxBodyBytes", options => options.MaxBodyBytes = int.MaxValue },
        { "Humanos:TimestampTolerance", options => options.TimestampTolerance = TimeSpan.FromDays(1) + TimeSpan.FromTicks(1) },
        { "Humanos:TimestampTolerance", options => options.TimestampTolerance = TimeSpan.Zero },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void A_mistake_is_named_by_its_key(string key, Action<IngestOptions> mistake)
    {
        var options = new IngestOptions();
        mistake(options);

        string failure = Assert.Single(new IngestOptionsValidator(new PublishingOptions()).Validate(name: null, options).Failures!);

        Assert.StartsWith(key, failure, StringComparison.Ordinal);
    }
}

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
