using System.Net.Sockets;
using System.Text.Json;
using EndToEnd.Deliveries;
using EndToEnd.Raw;
using EndToEnd.Serving;

namespace EndToEnd;

/// <summary>A stop takes nothing new, and ends what it has begun.</summary>
public abstract class StopTests(FunctionsHost host)
{
    [UnixFact]
    public async Task A_delivery_whose_body_is_still_coming_is_accepted_and_processed_after_the_next_start()
    {
        await using KillableIngestor ingestor = await KillableIngestor.StartAsync(host);
        UniqueSample sample = UniqueSample.Of("2026-05-17/credential");
        using SlowDelivery delivery = await SlowDelivery.BeginAsync(ingestor.Webhook, ingestor.Sender.Seal(sample.Json, DateTimeOffset.UtcNow));

        await ingestor.Process.TerminateAsync();
        await Eventually.IsTrueAsync(async () => !await IsListeningAsync(ingestor.Webhook), "it takes nothing new");

        Assert.Equal(200, await delivery.FinishAsync());
        Assert.Equal(0, await ingestor.Process.WaitForExitAsync());
        Assert.Equal(1, ingestor.Broker.TopicStatistics("humanos-events").Accepted);
        await ingestor.StartAgainAsync();
        JsonElement stored = await ingestor.Http.WaitUntilStoredAsync(ingestor.Api, sample.RequestId);
        Assert.Equal(1, stored.GetProperty("credentials").GetArrayLength());
    }

    [UnixFact]
    public async Task A_delivery_that_the_broker_has_not_acknowledged_yet_is_waited_for()
    {
        await using KillableIngestor ingestor = await KillableIngestor.StartAsync(host);
        ingestor.Broker.Faults.LoseAcknowledgements();
        Task<HttpResponseMessage> answer = ingestor.Http.PostAsync(
            ingestor.Webhook, ingestor.Sender.Seal(UniqueSample.Of("2026-05-17/credential").Json, DateTimeOffset.UtcNow));
        await Eventually.IsTrueAsync(() => ingestor.Broker.TopicStatistics("humanos-events").Accepted == 1, "the broker has the event");

        await ingestor.Process.TerminateAsync();
        await Eventually.IsTrueAsync(async () => !await IsListeningAsync(ingestor.Webhook), "it takes nothing new");
        ingestor.Broker.Faults.Clear();

        // The client sends it again after some seconds without an answer, and the broker knows it already.
        using HttpResponseMessage accepted = await answer;
        Assert.Equal(200, (int)accepted.StatusCode);
        Assert.Equal(0, await ingestor.Process.WaitForExitAsync());
        Assert.Equal(1, ingestor.Broker.TopicStatistics("humanos-events").Accepted);
    }

    private static async Task<bool> IsListeningAsync(Uri address)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address.Host, address.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

public sealed class InProcessStopTests() : StopTests(FunctionsHost.InProcess);

public sealed class WorkerStopTests() : StopTests(FunctionsHost.Worker);
