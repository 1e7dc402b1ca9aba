using HumanosFunctions.Processing;
using HumanosFunctions.Processing.Otp.Scheduling;
using HumanosFunctions.Processing.Retrying;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>The entities that people name, and those that there are.</summary>
internal static class DeadLetterEntities
{
    private static readonly string[] Processed = [.. EventSubscription.All.Select(subscription => subscription.Name)];

    private static readonly string[] Queues = [EventCopy.Queue, ResendSchedule.Entity];

    /// <summary>Service Bus does not care for case; what is decided by the name would.</summary>
    public static DeadLetterEntity Named(string name, string topic) =>
        Known(Queues, name) is { } queue ? new DeadLetterEntity(queue, Topic: null) : new DeadLetterEntity(Known(Processed, name) ?? name, topic);

    public static IReadOnlyList<DeadLetterEntity> Of(EntityNames topology, string topic) =>
    [
        .. topology.Subscriptions.Select(subscription => Named(subscription, topic)),
        .. topology.Queues.Where(queue => Known(Queues, queue) is not null).Select(queue => Named(queue, topic)),
    ];

    private static string? Known(IEnumerable<string> names, string name) =>
        names.FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase));
}
