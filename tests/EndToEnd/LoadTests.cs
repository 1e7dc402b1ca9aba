using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using EndToEnd.Deliveries;
using EndToEnd.Serving;

namespace EndToEnd;

/// <summary>Many deliveries at once, on an ingestor of their own.</summary>
public sealed class LoadTests(ServedIngestor ingestor) : IClassFixture<ServedIngestor>
{
    private const int Deliveries = 10_000;
    private const int Connections = 64;

    private static readonly string[] Kinds = ["2026-05-17/credential", "2026-05-17/identity", "2026-05-17/otp.failed"];

    [Fact]
    public async Task Ten_thousand_deliveries_over_64_connections_all_arrive_once_and_nothing_is_left_over()
    {
        var sent = new ConcurrentDictionary<string, string>();
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Connections });

        await Parallel.ForAsync(0, Deliveries, new ParallelOptions { MaxDegreeOfParallelism = Connections }, async (number, _) =>
        {
            string kind = Kinds[number % Kinds.Length];
            byte[] json = UniqueSample.Of(kind).Json;
            string messageId = await http.DeliverAsync(ingestor.Webhook, ingestor.Sender.Seal(json, DateTimeOffset.UtcNow));
            Assert.True(sent.TryAdd(messageId, kind), "every delivery is an event of its own");
        });

        await Eventually.IsTrueAsync(() => sent.Keys.All(id => ingestor.Audit.WithId(id).Count > 0), "all are on the audit subscription", TimeSpan.FromMinutes(2));
        Assert.All(sent.Keys, id => Assert.Single(ingestor.Audit.WithId(id)));
        await Eventually.IsTrueAsync(() => ingestor.StoredEventIds().Count == Deliveries, "all are stored", TimeSpan.FromMinutes(2));
        AssertStoredByTheRightProcessor(sent);
        foreach (string subscription in new[] { "credential", "identity", "otp-failed", "audit" })
        {
            await AssertEmptyAsync(subscription);
        }
    }

    private void AssertStoredByTheRightProcessor(ConcurrentDictionary<string, string> sent)
    {
        foreach ((string eventId, string kind) in ingestor.StoredEventIds())
        {
            Assert.Equal(sent[eventId].Split('/')[1].Split('.')[0], kind);
        }
    }

    private async Task AssertEmptyAsync(string subscription)
    {
        foreach (SubQueue queue in new[] { SubQueue.None, SubQueue.DeadLetter })
        {
            await using ServiceBusReceiver receiver = ingestor.ServiceBus.CreateReceiver(
                "humanos-events", subscription, new ServiceBusReceiverOptions { SubQueue = queue });

            // A message is stored before it is completed, so the last few may still be on their way out.
            await Eventually.IsTrueAsync(async () => await receiver.PeekMessageAsync(fromSequenceNumber: 0) is null, $"{subscription} ({queue}) is empty");
        }
    }
}
