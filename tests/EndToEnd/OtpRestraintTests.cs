using Azure.Messaging.ServiceBus;
using EndToEnd.Deliveries;
using EndToEnd.Otp;
using HumanosFunctions.Tests.Processing.Otp;

namespace EndToEnd;

/// <summary>When Humanos is not asked to resend, and what a call does not do.</summary>
public sealed class OtpRestraintTests
{
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
        Assert.Single(resending.Api.Calls).AssertAsks(otp.RequestId);
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

        Assert.Equal("NoResend", await resending.DeadLetterReasonAsync());
        Assert.Empty(resending.Api.Calls);
    }
}
