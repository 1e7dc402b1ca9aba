using Azure.Messaging.ServiceBus;
using EndToEnd.Deliveries;
using EndToEnd.Otp;
using HumanosFunctions.Tests.Processing.Otp;

namespace EndToEnd;

/// <summary>A one-time password that did not arrive is asked for again, seldom enough, at one address only.</summary>
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
            await ReplayAsync(resending, json);
        }

        IReadOnlyList<(int, string?)> outcomes = await resending.OutcomesAsync(otp.RequestId, MaxResends);
        await Eventually.IsTrueAsync(
            () => resending.Ingestor.Broker.Statistics("humanos-events/Subscriptions/otp-failed").Completed == 2 * (MaxResends + 2),
            "every event and its replay is processed");
        Assert.Equal([(1, "accepted"), (2, "accepted"), (3, "accepted")], outcomes);
        Assert.Equal(MaxResends, resending.Ingestor.Broker.TopicStatistics(ResendingIngestor.Queue).Accepted);
        Assert.Equal(MaxResends, resending.Api.Calls.Count);
        Assert.All(resending.Api.Calls, call => AssertCall(call, otp.RequestId));
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

        Assert.Equal("ApiUnavailable", await DeadLetterReasonAsync(resending));
        Assert.Equal([(1, "unavailable")], await resending.OutcomesAsync(otp.RequestId, count: 1));
        Assert.Equal(5, resending.Api.Calls.Count);
    }

    [Fact]
    public async Task A_refused_call_is_dead_lettered_with_its_status_and_not_repeated()
    {
        await using ResendingIngestor resending = await ResendingIngestor.StartAsync(isOn: true, 404);
        var otp = new FailedOtp();

        await resending.ProcessAsync(otp.Next());

        Assert.Equal("ResendRefused404", await DeadLetterReasonAsync(resending));
        Assert.Equal([(1, "refused404")], await resending.OutcomesAsync(otp.RequestId, count: 1));
        Assert.Single(resending.Api.Calls);
    }

    [Fact]
    public async Task Unless_the_setting_is_on_nothing_is_scheduled_and_nobody_is_called()
    {
        await using ResendingIngestor resending = await ResendingIngestor.StartAsync(isOn: false);
        var otp = new FailedOtp();

        await resending.ProcessAsync(otp.Next());

        Assert.Equal(0, resending.Ingestor.Broker.TopicStatistics(ResendingIngestor.Queue).Accepted);
        Assert.Empty(resending.Api.Calls);
    }

    [Fact]
    public async Task A_failure_that_a_resend_cannot_help_is_left_alone()
    {
        await using ResendingIngestor resending = await ResendingIngestor.StartAsync();
        var otp = new FailedOtp();

        await resending.ProcessAsync(otp.Next("INVALID_PHONE_NUMBER"));

        Assert.Equal(0, resending.Ingestor.Broker.TopicStatistics(ResendingIngestor.Queue).Accepted);
    }

    [Fact]
    public async Task The_address_in_the_payload_is_never_called()
    {
        await using LoopbackApi elsewhere = await LoopbackApi.StartAsync();
        await using ResendingIngestor resending = await ResendingIngestor.StartAsync();
        var otp = new FailedOtp();

        await resending.ProcessAsync(otp.Next(change: payload => payload["otp"]!["resendEndpoint"] = new Uri(elsewhere.Address, "request/resend/x").AbsoluteUri));

        await resending.OutcomesAsync(otp.RequestId, count: 1);
        AssertCall(Assert.Single(resending.Api.Calls), otp.RequestId);
        Assert.Empty(elsewhere.Calls);
    }

    [Fact]
    public async Task A_contact_is_used_for_the_call_and_kept_nowhere()
    {
        await using ResendingIngestor resending = await ResendingIngestor.StartAsync();
        var otp = new FailedOtp();

        await resending.ProcessAsync(otp.Next(change: payload => payload["user"]!.AsObject().Remove("id")));

        await resending.OutcomesAsync(otp.RequestId, count: 1);
        Assert.Equal($"/request/resend/{otp.RequestId}?contact=%2B1234567890", Assert.Single(resending.Api.Calls).Target);
        Assert.DoesNotContain("1234567890", (await resending.Ingestor.Http.StoredAsync(resending.Ingestor.Api, otp.RequestId)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_no_resend_of_ours_is_dead_lettered_and_not_called()
    {
        await using ResendingIngestor resending = await ResendingIngestor.StartAsync();
        await using ServiceBusClient client = resending.Ingestor.OpenClient();
        await using ServiceBusSender sender = client.CreateSender(ResendingIngestor.Queue);

        await sender.SendMessageAsync(new ServiceBusMessage("a stranger's text") { Subject = "otp.resend", ContentType = "application/json" });

        Assert.Equal("NoResend", await DeadLetterReasonAsync(resending));
        Assert.Empty(resending.Api.Calls);
    }

    private static void AssertCall(ApiCall call, string requestId)
    {
        Assert.Equal("PATCH", call.Method);
        Assert.StartsWith($"/request/resend/{requestId}?id=did%3A", call.Target, StringComparison.Ordinal);
        Assert.True(call.IsSignedWith(ResendingIngestor.ApiSignatureSecret));
    }

    // As an operator does: under another message id, the event's identity stays.
    private static async Task ReplayAsync(ResendingIngestor resending, byte[] json)
    {
        await using ServiceBusClient client = resending.Ingestor.OpenClient();
        await using ServiceBusReceiver audit = client.CreateReceiver("humanos-events", "audit");
        await using ServiceBusSender sender = client.CreateSender("humanos-events");
        ServiceBusReceivedMessage original = await audit.ReceiveMessageAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(json, original.Body.ToArray());
        await audit.CompleteMessageAsync(original);
        await sender.SendMessageAsync(new ServiceBusMessage(original) { MessageId = Guid.NewGuid().ToString() });
        await audit.CompleteMessageAsync(await audit.ReceiveMessageAsync(TimeSpan.FromSeconds(30)));
    }

    private static async Task<string?> DeadLetterReasonAsync(ResendingIngestor resending)
    {
        await using ServiceBusClient client = resending.Ingestor.OpenClient();
        await using ServiceBusReceiver deadLetters = client.CreateReceiver(
            ResendingIngestor.Queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        return (await deadLetters.ReceiveMessageAsync(TimeSpan.FromSeconds(30)))?.DeadLetterReason;
    }
}
