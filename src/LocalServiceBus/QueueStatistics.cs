namespace LocalServiceBus;

/// <summary>What a queue or subscription holds now, and what has passed through it since the start.</summary>
/// <param name="Active">Messages ready to be received.</param>
/// <param name="Locked">Messages that a receiver holds a lock on.</param>
/// <param name="Scheduled">Messages to be enqueued later; a subscription has none, its topic holds them.</param>
/// <param name="Deferred">Messages that are only received by their sequence number.</param>
/// <param name="DeadLettered">Messages in the dead-letter queue now.</param>
/// <param name="Enqueued">Messages that have ever been enqueued.</param>
/// <param name="Completed">Messages that have ever been completed or received with deletion.</param>
public sealed record QueueStatistics(
    long Active,
    long Locked,
    long Scheduled,
    long Deferred,
    long DeadLettered,
    long Enqueued,
    long Completed);
