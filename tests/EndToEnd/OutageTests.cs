using System.Net.Http.Json;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using EndToEnd.Deliveries;
using EndToEnd.InProcess;
using EndToEnd.Serving;

namespace EndToEnd;

/// <summary>200 only after the broker has acknowledged, whatever fails.</summary>
public abstract class OutageTests(FunctionsHost host)
{
    private static readonly (string, string) ShortDeadline = ("Humanos:PublishTimeout", "00:00:02");

    [Fact]
    public async Task Without_a_broker_a_delivery_is_503_with_Retry_After_and_is_accepted_once_it_is_back()
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(host, ShortDeadline);
        UniqueSample sample = UniqueSample.Of("2026-05-17/credential");
        SealedDelivery delivery = ingestor.Sender.Seal(sample.Json, DateTimeOffset.UtcNow);
        await ingestor.Broker.StopAsync();

        using (HttpResponseMessage refused = await ingestor.Http.PostAsync(ingestor.Webhook, delivery))
        {
            Assert.Equal(503, (int)refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
        }

        await ingestor.Broker.RestartAsync();
        await Eventually.IsTrueAsync(
            async () =>
            {
                using HttpResponseMessage answer = await ingestor.Http.PostAsync(ingestor.Webhook, delivery);
                return answer.IsSuccessStatusCode;
            },
            "the delivery is accepted again");
        JsonElement stored = await ingestor.Http.WaitUntilStoredAsync(ingestor.Api, sample.RequestId);
        Assert.Equal(1, stored.GetProperty("credentials").GetArrayLength());
    }

    [Fact]
    public async Task An_acknowledgement_that_never_comes_is_503_and_the_retry_is_the_same_single_event()
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(host, ShortDeadline);
        UniqueSample sample = UniqueSample.Of("2026-05-17/identity");
        ingestor.Broker.Faults.LoseAcknowledgements();

        using (HttpResponseMessage refused = await ingestor.Http.PostAsync(ingestor.Webhook, ingestor.Sender.Seal(sample.Json, DateTimeOffset.UtcNow)))
        {
            Assert.Equal(503, (int)refused.StatusCode);
        }

        ingestor.Broker.Faults.Clear();
        ingestor.Broker.Faults.CutConnections();
        await ingestor.Http.DeliverAsync(ingestor.Webhook, ingestor.Sender.Seal(sample.Json, DateTimeOffset.UtcNow));
        JsonElement stored = await ingestor.Http.WaitUntilStoredAsync(ingestor.Api, sample.RequestId);
        Assert.Equal(1, stored.GetProperty("identities").GetArrayLength());
        Assert.Equal(1, ingestor.Broker.TopicStatistics("humanos-events").Accepted);
    }

    [Fact]
    public async Task Without_a_vault_no_delivery_is_accepted_however_well_it_is_signed()
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(
            host,
            ("Humanos:KeyVaultUri", $"https://127.0.0.1:{FreePort.Next()}/"),
            ("Humanos:SignatureSecret", ""),
            ("Humanos:EncryptionSecret", ""),
            ("Humanos:EncryptionSalt", ""));
        byte[] json = UniqueSample.Of("2026-05-17/credential").Json;

        using HttpResponseMessage refused = await ingestor.Http.PostAsync(ingestor.Webhook, ingestor.Sender.Seal(json, DateTimeOffset.UtcNow));

        Assert.Equal(503, (int)refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(0, ingestor.Broker.TopicStatistics("humanos-events").Accepted);
    }

    [Fact]
    public async Task Health_tells_which_dependency_cannot_be_reached()
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(host);
        using (HttpResponseMessage healthy = await ingestor.Http.GetAsync(new Uri(ingestor.Api, "health")))
        {
            Assert.Equal(200, (int)healthy.StatusCode);
        }

        await ingestor.Broker.StopAsync();
        JsonElement state = default;
        await Eventually.IsTrueAsync(
            async () =>
            {
                using HttpResponseMessage answer = await ingestor.Http.GetAsync(new Uri(ingestor.Api, "health"));
                state = await answer.Content.ReadFromJsonAsync<JsonElement>();
                return (int)answer.StatusCode == 503;
            },
            "health notices the outage");

        Assert.Equal("unreachable", state.GetProperty("dependencies").GetProperty("serviceBus").GetString());
        Assert.Equal("reachable", state.GetProperty("dependencies").GetProperty("store").GetString());
        Assert.Equal("reachable", state.GetProperty("dependencies").GetProperty("bodies").GetString());
    }

    [Fact]
    public async Task A_message_that_is_not_ours_is_dead_lettered_with_a_reason_and_no_content()
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync(host);
        await using ServiceBusClient client = ingestor.OpenClient();
        await using ServiceBusSender sender = client.CreateSender("humanos-events");

        await sender.SendMessageAsync(new ServiceBusMessage("a stranger's text") { Subject = "credential", ContentType = "text/plain" });

        await using ServiceBusReceiver deadLetters = client.CreateReceiver(
            "humanos-events", "credential", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        ServiceBusReceivedMessage? dead = await deadLetters.ReceiveMessageAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("ForeignContentType", dead?.DeadLetterReason);
        Assert.True(string.IsNullOrEmpty(dead?.DeadLetterErrorDescription));
    }
}

public sealed class InProcessOutageTests() : OutageTests(FunctionsHost.InProcess);

public sealed class WorkerOutageTests() : OutageTests(FunctionsHost.Worker);
