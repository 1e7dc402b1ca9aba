using Azure.Messaging.ServiceBus;
using LocalServiceBus;

namespace EndToEnd.Loss.Evidence;

/// <summary>Every queue of the broker: whether it is empty, and what is in it if it is not.</summary>
internal sealed class QueueCensus(DevelopmentBroker broker, ServiceBusClient client)
{
    private const string TopicName = "humanos-events";

    private static readonly string[] Paths =
    [
        .. new[] { "credential", "identity", "otp-failed", "archive", "audit" }.Select(name => $"{TopicName}/Subscriptions/{name}"), "humanos-retry", "humanos-otp-resend",
    ];

    public TopicStatistics Topic => broker.TopicStatistics(TopicName);

    /// <summary>Nothing is waiting, nor in anyone's hands.</summary>
    public bool IsDrained => Paths.Select(broker.Statistics).All(queue => queue.Active + queue.Locked + queue.Scheduled + queue.Deferred == 0);

    public long DeadLettered => Paths.Sum(path => broker.Statistics(path).DeadLettered);

    public string Describe() => string.Join(", ", Paths.Select(path => $"{path}: {broker.Statistics(path)}"));

    /// <summary>The queues that hold an event, with the reason where it was dead-lettered.</summary>
    public async Task<ILookup<string, string>> WhereaboutsAsync(CancellationToken cancellationToken)
    {
        var found = new List<(string Id, string Where)>();
        foreach (string path in Paths.SelectMany(path => new[] { path, $"{path}/$DeadLetterQueue" }))
        {
            await using ServiceBusReceiver receiver = client.CreateReceiver(path);
            IReadOnlyList<ServiceBusReceivedMessage> messages;
            for (long next = 0; (messages = await receiver.PeekMessagesAsync(100, next, cancellationToken)).Count > 0; next = messages[^1].SequenceNumber + 1)
            {
                found.AddRange(messages.Select(message => (IdOf(message), $"{path} {message.DeadLetterReason}")));
            }
        }

        return found.ToLookup(entry => entry.Id, entry => entry.Where);
    }

    private static string IdOf(ServiceBusReceivedMessage message) =>
        message.ApplicationProperties.TryGetValue("cloudEvents_id", out object? id) ? (string)id : message.MessageId;
}
