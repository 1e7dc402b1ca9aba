using System.Diagnostics;
using System.Text.Json.Nodes;
using HumanosFunctions.Cli.Tests.CommandLine;

namespace HumanosFunctions.Cli.Tests.Sending;

/// <summary>What <c>send</c> puts on the wire, and how it ends.</summary>
public sealed class SendTests
{
    private const string Sample = "2026-05-17/credential";

    [Fact]
    public async Task Each_delivery_is_a_new_event_with_a_request_and_a_time_of_its_own()
    {
        await using ReceivingWebhook webhook = await ReceivingWebhook.StartAsync();

        CommandRun send = await webhook.SendAsync(Sample, "--count", "3");

        Assert.Equal(0, send.ExitCode);
        JsonNode[] sent = [.. webhook.Payloads.Select(payload => JsonNode.Parse(payload)!)];
        JsonNode original = JsonNode.Parse(Samples.Read(Sample))!;
        Assert.Equal(3, sent.Select(payload => (string?)payload["requestId"]).Distinct().Count());
        Assert.All(sent, payload => Assert.NotEqual((string?)original["requestId"], (string?)payload["requestId"]));
        Assert.All(sent, payload => Assert.Equal((string?)original["eventType"], (string?)payload["eventType"]));
        Assert.All(send.Lines, line => Assert.StartsWith($"{Sample}: 200 ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Again_repeats_the_sample_byte_for_byte()
    {
        await using ReceivingWebhook webhook = await ReceivingWebhook.StartAsync();

        await webhook.SendAsync(Sample, "--again");
        await webhook.SendAsync(Sample, "--again");

        Assert.Equal(2, webhook.Payloads.Count);
        Assert.All(webhook.Payloads, payload => Assert.Equal(Samples.Read(Sample), payload));
    }

    [Fact]
    public async Task Members_can_be_changed_and_each_delivery_is_still_a_new_event()
    {
        await using ReceivingWebhook webhook = await ReceivingWebhook.StartAsync();

        CommandRun send = await webhook.SendAsync(Sample, "--set", "credential.status=DRAFT", "--set", "extra.list=[1,2]", "--count", "2");

        Assert.Equal(0, send.ExitCode);
        JsonNode[] sent = [.. webhook.Payloads.Select(payload => JsonNode.Parse(payload)!)];
        Assert.All(sent, payload => Assert.Equal("DRAFT", (string?)payload["credential"]!["status"]));
        Assert.All(sent, payload => Assert.Equal(2, payload["extra"]!["list"]!.AsArray().Count));
        Assert.Equal(2, sent.Select(payload => (string?)payload["requestId"]).Distinct().Count());
    }

    [Fact]
    public async Task A_member_can_be_set_to_a_request_that_the_user_knows()
    {
        await using ReceivingWebhook webhook = await ReceivingWebhook.StartAsync();

        await webhook.SendAsync(Sample, "--set", "requestId=known");

        Assert.Equal("known", (string?)JsonNode.Parse(Assert.Single(webhook.Payloads))!["requestId"]);
    }

    [Theory]
    [InlineData("eventType.inner=1")]
    [InlineData("eventType.0=1")]
    public async Task A_path_that_leads_nowhere_is_a_mistake_and_nothing_is_sent(string change)
    {
        await using ReceivingWebhook webhook = await ReceivingWebhook.StartAsync();

        CommandRun send = await webhook.SendAsync(Sample, "--set", change);

        Assert.Equal(2, send.ExitCode);
        Assert.StartsWith("--set: ", send.Error, StringComparison.Ordinal);
        Assert.Empty(webhook.Received);
    }

    [Theory]
    [InlineData(null, "2026-05-17/credential")]
    [InlineData("2026-04-14", "2026-04-14/credential")]
    public async Task A_name_without_a_version_is_the_newest_or_that_of_the_option(string? version, string expected)
    {
        await using ReceivingWebhook webhook = await ReceivingWebhook.StartAsync();

        CommandRun send = await webhook.SendAsync(["credential", .. version is null ? Array.Empty<string>() : ["--version", version]]);

        Assert.StartsWith($"{expected}: 200 ", Assert.Single(send.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_does_not_exist_is_a_mistake()
    {
        await using ReceivingWebhook webhook = await ReceivingWebhook.StartAsync();

        CommandRun send = await webhook.SendAsync("credential", "--version", "1999-01-01");

        Assert.Equal(2, send.ExitCode);
        Assert.Empty(webhook.Received);
    }

    [Fact]
    public async Task A_rate_is_not_exceeded()
    {
        await using ReceivingWebhook webhook = await ReceivingWebhook.StartAsync();
        long start = Stopwatch.GetTimestamp();

        await webhook.SendAsync(Sample, "--count", "5", "--rate", "20");

        Assert.Equal(5, webhook.Received.Count);
        Assert.True(Stopwatch.GetElapsedTime(start) > TimeSpan.FromSeconds(0.2), "five deliveries at twenty a second take a fifth of a second");
    }

    [Theory]
    [InlineData(401, 0)]
    [InlineData(200, 1)]
    public async Task A_fault_succeeds_if_it_is_refused_as_it_should_be(int status, int exitCode)
    {
        await using ReceivingWebhook webhook = await ReceivingWebhook.StartAsync(status);

        CommandRun send = await webhook.SendAsync(Sample, "--fault", "wrong-secret");

        Assert.Equal(exitCode, send.ExitCode);
        Assert.Contains($": {status} ", Assert.Single(send.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_without_a_fault_is_a_problem()
    {
        await using ReceivingWebhook webhook = await ReceivingWebhook.StartAsync(status: 401);

        Assert.Equal(1, (await webhook.SendAsync(Sample)).ExitCode);
    }

    [Fact]
    public async Task A_port_names_the_host_on_this_machine()
    {
        await using ReceivingWebhook webhook = await ReceivingWebhook.StartAsync();

        CommandRun send = await CommandRun.OfAsync("send", Sample, "--port", $"{webhook.Address.Port}");

        Assert.Equal(0, send.ExitCode);
        Assert.Single(webhook.Received);
    }

    [Fact]
    public async Task A_host_that_is_not_there_is_a_problem_in_one_sentence()
    {
        CommandRun send = await CommandRun.OfAsync("send", Sample, "--port", $"{FreePort.Next()}");

        Assert.Equal(1, send.ExitCode);
        Assert.DoesNotContain("   at ", send.Error, StringComparison.Ordinal);
        Assert.NotEmpty(send.Error);
    }
}
