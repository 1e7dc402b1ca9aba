namespace LocalServiceBus.Topology;

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
