using HumanosFunctions.Processing;
using HumanosFunctions.Processing.Otp;
using HumanosFunctions.Processing.Retrying;
using LocalServiceBus;
using LocalServiceBus.Topology;

namespace HumanosFunctions.Local.Commands.DeadLetters;

/// <summary>The entities that people name, and those that there are.</summary>
internal static class DeadLetterEntities
{
    private static readonly string[] Processed = [.. EventSubscription.All.Select(subscription => subscription.Name)];

    private static readonly string[] Queues = [EventCopy.Queue, ResendSchedule.Entity];

    /// <summary>Service Bus does not care for case; what is decided by the name would.</summary>
    public static DeadLetterEntity Named(string name, string topic) =>
        Known(Queues, name) is { } queue ? new DeadLetterEntity(queue, Topic: null) : new DeadLetterEntity(Known(Processed, name) ?? name, topic);

    /// <exception cref="InvalidDataException">The topology does not have the topic, so its subscriptions are not known.</exception>
    public static IReadOnlyList<DeadLetterEntity> Of(BrokerTopology topology, string topic)
    {
        TopicDescription described = topology.Topics.FirstOrDefault(candidate => string.Equals(candidate.Name, topic, StringComparison.OrdinalIgnoreCase))
            ?? throw new InvalidDataException($"The topology file has no topic '{topic}': name the entities, or another file with --topology.");
        return
        [
            .. described.Subscriptions.Select(subscription => Named(subscription.Name, topic)),
            .. topology.Queues.Where(queue => Known(Queues, queue.Name) is not null).Select(queue => Named(queue.Name, topic)),
        ];
    }

    private static string? Known(IEnumerable<string> names, string name) =>
        names.FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase));
}
