using System.Text;
using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using EndToEnd.Deliveries;
using EndToEnd.Serving;
using Xunit.Abstractions;

namespace EndToEnd;

/// <summary>Payloads that no version documents, through the running functions: nothing crashes, nothing is lost.</summary>
public sealed class MutatedDeliveryTests(ServedIngestor ingestor, ITestOutputHelper output) : IClassFixture<ServedIngestor>
{
    private const int Rounds = 20;

    private static readonly string[] Names = ["eventType", "credential", "decision", "identity", "otp", "user", "id", "status", "metadata", "items", "requestId", "action"];

    [Fact]
    public async Task Every_mutated_delivery_is_accepted_kept_byte_for_byte_and_processed()
    {
        int seed = Seed.Next();
        output.WriteLine($"{Seed.Variable}={seed}");
        var mutation = new Mutation(new Random(seed), Names);
        var sent = new Dictionary<string, byte[]>();
        foreach (string sample in Enumerable.Repeat(Samples.Names, Rounds).SelectMany(all => all))
        {
            byte[] json = Unique(mutation.Of(Samples.Read(sample)));
            sent.Add(await ingestor.Http.DeliverAsync(ingestor.Webhook, ingestor.Sender.Seal(json, DateTimeOffset.UtcNow)), json);
        }

        foreach ((string messageId, byte[] json) in sent)
        {
            Assert.Equal(json, (await ingestor.Audit.WaitForAsync(messageId)).Body.ToArray());
        }

        foreach (string subscription in new[] { "credential", "identity", "otp-failed" })
        {
            await AssertProcessedAsync(subscription);
        }
    }

    private static byte[] Unique(JsonObject payload)
    {
        payload["unique"] = Guid.NewGuid().ToString();
        return Encoding.UTF8.GetBytes(payload.ToJsonString());
    }

    // A crash would bring the message back ten times, and then to the dead letters.
    private async Task AssertProcessedAsync(string subscription)
    {
        await using ServiceBusReceiver messages = ingestor.ServiceBus.CreateReceiver("humanos-events", subscription);
        await Eventually.IsTrueAsync(async () => await messages.PeekMessageAsync(fromSequenceNumber: 0) is null, $"{subscription} is processed");
        await using ServiceBusReceiver deadLetters = ingestor.ServiceBus.CreateReceiver(
            "humanos-events", subscription, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        Assert.Null(await deadLetters.PeekMessageAsync(fromSequenceNumber: 0));
    }
}
