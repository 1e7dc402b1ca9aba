using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using Testing;

namespace Benchmarks.Comparison.Load;

/// <summary>Events of all three processors in the topic, as the ingest publishes them.</summary>
internal static class PublishedEvents
{
    public const string Credential = "2026-05-17/credential";

    private const string Topic = "humanos-events";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private static readonly string[] AllProcessors = [Credential, "2026-05-17/identity", "2026-05-17/otp.failed"];
    private static readonly string[] Subscriptions = ["credential", "identity", "otp-failed"];

    public static Task SendAsync(string connection, int events) => SendAsync(connection, events, AllProcessors);

    /// <summary>Sends each sample in turn.</summary>
    public static async Task SendAsync(string connection, int events, params string[] samples)
    {
        await using var client = new ServiceBusClient(connection);
        await using ServiceBusSender sender = client.CreateSender(Topic);
        Queue<ServiceBusMessage> messages = new(Enumerable.Range(0, events).Select(number => Message(samples[number % samples.Length])));
        while (messages.Count > 0)
        {
            using ServiceBusMessageBatch batch = await sender.CreateMessageBatchAsync();
            while (messages.TryPeek(out ServiceBusMessage? message) && batch.TryAddMessage(message))
            {
                messages.Dequeue();
            }

            await sender.SendMessagesAsync(batch);
        }
    }

    /// <summary>Waits until the processors have completed every event.</summary>
    public static async Task CompletedAsync(string connection)
    {
        await using var client = new ServiceBusClient(connection);
        foreach (string subscription in Subscriptions)
        {
            await using ServiceBusReceiver receiver = client.CreateReceiver(Topic, subscription);
            await Eventually.IsTrueAsync(async () => await receiver.PeekMessageAsync(fromSequenceNumber: 0) is null, $"the events of {subscription} are completed", Limit);
        }
    }

    private static ServiceBusMessage Message(string sample)
    {
        string requestId = Guid.NewGuid().ToString("N");
        string type = sample.Split('/')[1];
        var payload = JsonNode.Parse(Samples.Read(sample))!;
        payload["requestId"] = requestId;
        string id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(requestId)));
        return new ServiceBusMessage(payload.ToJsonString())
        {
            MessageId = id,
            Subject = type,
            ContentType = "application/json",
            CorrelationId = requestId,
            ApplicationProperties =
            {
                ["cloudEvents_specversion"] = "1.0",
                ["cloudEvents_id"] = id,
                ["cloudEvents_source"] = "urn:benchmark",
                ["cloudEvents_type"] = type,
                ["cloudEvents_subject"] = requestId,
                ["cloudEvents_time"] = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
                ["humanos_event_type"] = type,
                ["humanos_received_at"] = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
            },
        };
    }
}
