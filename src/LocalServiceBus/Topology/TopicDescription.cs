namespace LocalServiceBus.Topology;

/// <summary>One topic and its subscriptions.</summary>
public sealed record TopicDescription(
    string Name,
    PublishSettings Publish,
    IReadOnlyList<SubscriptionDescription> Subscriptions);

/// <summary>One subscription; without rules it takes every message.</summary>
public sealed record SubscriptionDescription(
    string Name,
    ReceiveSettings Receive,
    IReadOnlyList<CorrelationRule> Rules);

/// <summary>One queue: what it accepts, and how it hands out.</summary>
public sealed record QueueDescription(string Name, ReceiveSettings Receive, PublishSettings Publish);

/// <summary>How messages are accepted.</summary>
/// <param name="TimeToLive">The longest a message lives, whatever the message itself asks for.</param>
/// <param name="DuplicateWindow">How long a MessageId is remembered; null where duplicates are not detected.</param>
public sealed record PublishSettings(TimeSpan TimeToLive, TimeSpan? DuplicateWindow);

/// <summary>How messages are handed out.</summary>
/// <param name="LockDuration">How long a received message stays locked unless the lock is renewed.</param>
/// <param name="MaxDeliveryCount">After this many failed deliveries a message is dead-lettered.</param>
/// <param name="TimeToLive">The longest a message lives here, whatever the message itself asks for.</param>
/// <param name="DeadLetterOnExpiration">Whether an expired message is dead-lettered instead of dropped.</param>
public sealed record ReceiveSettings(
    TimeSpan LockDuration,
    int MaxDeliveryCount,
    TimeSpan TimeToLive,
    bool DeadLetterOnExpiration)
{
    /// <summary>A dead-letter queue keeps its messages until somebody completes them.</summary>
    internal ReceiveSettings ForDeadLetters() => this with
    {
        MaxDeliveryCount = int.MaxValue,
        TimeToLive = TimeSpan.MaxValue,
        DeadLetterOnExpiration = false,
    };
}

/// <summary>How long a MessageId is remembered, in what a topology file says and in what it means.</summary>
internal static class DuplicateWindow
{
    /// <summary>What the templates give to topic and queues in Azure.</summary>
    public static readonly TimeSpan Deployed = TimeSpan.FromDays(1);

    private static readonly TimeSpan LongestInEmulator = TimeSpan.FromMinutes(5);

    /// <summary>
    /// A file that the official emulator mounts cannot say what is deployed, so the longest window that it takes stands for
    /// that one. Every other was chosen by somebody, and is kept.
    /// </summary>
    public static TimeSpan MeantBy(TimeSpan written) => written == LongestInEmulator ? Deployed : written;
}
