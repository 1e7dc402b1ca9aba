namespace LocalServiceBus.Topology;

/// <summary>One topic and its subscriptions.</summary>
public sealed record TopicDescription(
    string Name,
    PublishSettings Publish,
    IReadOnlyList<SubscriptionDescription> Subscriptions);

/// <summary>One subscription. Without rules, it receives every message.</summary>
public sealed record SubscriptionDescription(
    string Name,
    ReceiveSettings Receive,
    IReadOnlyList<CorrelationRule> Rules);

/// <summary>One queue, with its settings for receiving and publishing.</summary>
public sealed record QueueDescription(string Name, ReceiveSettings Receive, PublishSettings Publish);

/// <summary>Settings for accepting messages.</summary>
/// <param name="TimeToLive">The maximum time to live. It limits the message's own time to live.</param>
/// <param name="DuplicateWindow">The duplicate detection window; null if duplicates are not detected.</param>
public sealed record PublishSettings(TimeSpan TimeToLive, TimeSpan? DuplicateWindow);

/// <summary>Settings for delivering messages.</summary>
/// <param name="LockDuration">How long a received message stays locked unless the lock is renewed.</param>
/// <param name="MaxDeliveryCount">The number of failed deliveries after which a message is dead-lettered.</param>
/// <param name="TimeToLive">The maximum time to live. It limits the message's own time to live.</param>
/// <param name="DeadLetterOnExpiration">Whether expired messages are dead-lettered instead of dropped.</param>
public sealed record ReceiveSettings(
    TimeSpan LockDuration,
    int MaxDeliveryCount,
    TimeSpan TimeToLive,
    bool DeadLetterOnExpiration)
{
    /// <summary>A dead-letter queue keeps its messages until they are completed.</summary>
    internal ReceiveSettings ForDeadLetters() => this with
    {
        MaxDeliveryCount = int.MaxValue,
        TimeToLive = TimeSpan.MaxValue,
        DeadLetterOnExpiration = false,
    };
}

/// <summary>Maps the duplicate detection window in a topology file to the window that the broker uses.</summary>
internal static class DuplicateWindow
{
    /// <summary>The window that the templates deploy to Azure.</summary>
    public static readonly TimeSpan Deployed = TimeSpan.FromDays(1);

    private static readonly TimeSpan MaxInEmulator = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The official emulator does not accept a window as long as the deployed one, so its maximum stands for the deployed window. Any
    /// other window is used as configured.
    /// </summary>
    public static TimeSpan FromConfiguration(TimeSpan configured) => configured == MaxInEmulator ? Deployed : configured;
}
