using EndToEnd.Otp;

namespace EndToEnd;

/// <summary>A one-time password that did not arrive is asked for again, and not too often.</summary>
public sealed class OtpResendTests
{
    private const int MaxResends = 3;

    [Fact]
    public async Task Repeated_failures_lead_to_so_many_calls_and_no_more_however_often_each_is_delivered()
    {
        await using ResendingIngestor resending = await ResendingIngestor.StartAsync();
        var otp = new FailedOtp();

        for (int failure = 1; failure <= MaxResends + 2; failure++)
        {
            byte[] json = otp.Next(change: payload => payload["decisionDate"] = "2026-06-01T12:00:00Z");
            await resending.ProcessAsync(json);
            await resending.ProcessAsync(json);
            await resending.ReplayAsync(json);
        }

        IReadOnlyList<(int, string?)> outcomes = await resending.OutcomesAsync(otp.RequestId, MaxResends);
        await Eventually.IsTrueAsync(
            () => resending.Ingestor.Broker.Statistics("humanos-events/Subscriptions/otp-failed").Completed == 2 * (MaxResends + 2),
            "every event and its replay is processed");
        Assert.Equal([(1, "accepted"), (2, "accepted"), (3, "accepted")], outcomes);
        Assert.Equal(MaxResends, resending.Ingestor.Broker.TopicStatistics(ResendingIngestor.Queue).Accepted);
        Assert.Equal(MaxResends, resending.Api.Calls.Count);
        Assert.All(resending.Api.Calls, call => call.AssertAsks(otp.RequestId));
        Assert.Equal(MaxResends, resending.Api.Calls.Select(call => call.Headers["Idempotency-Key"]).Distinct().Count());
    }

    [Fact]
    public async Task A_call_that_finds_the_API_broken_is_made_again_as_the_same_call()
    {
        await using ResendingIngestor resending = await ResendingIngestor.StartAsync(isOn: true, 500, 429, 200);
        var otp = new FailedOtp();

        await resending.ProcessAsync(otp.Next());

        Assert.Equal([(1, "accepted")], await resending.OutcomesAsync(otp.RequestId, count: 1));
        Assert.Equal(3, resending.Api.Calls.Count);
        Assert.Single(resending.Api.Calls.Select(call => call.Headers["Idempotency-Key"]).Distinct());
    }

    [Fact]
    public async Task An_API_that_stays_broken_is_given_up_after_five_tries()
    {
        await using ResendingIngestor resending = await ResendingIngestor.StartAsync(isOn: true, 503, 503, 503, 503, 503);
        var otp = new FailedOtp();

        await resending.ProcessAsync(otp.Next());

        Assert.Equal("ApiUnavailable", await resending.DeadLetterReasonAsync());
        Assert.Equal([(1, "unavailable")], await resending.OutcomesAsync(otp.RequestId, count: 1));
        Assert.Equal(5, resending.Api.Calls.Count);
    }

    [Fact]
    public async Task A_refused_call_is_dead_lettered_with_its_status_and_not_repeated()
    {
        await using ResendingIngestor resending = await ResendingIngestor.StartAsync(isOn: true, 404);
        var otp = new FailedOtp();

        await resending.ProcessAsync(otp.Next());

        Assert.Equal("ResendRefused404", await resending.DeadLetterReasonAsync());
        Assert.Equal([(1, "refused404")], await resending.OutcomesAsync(otp.RequestId, count: 1));
        Assert.Single(resending.Api.Calls);
    }
}
