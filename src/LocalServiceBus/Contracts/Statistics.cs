namespace LocalServiceBus;

/// <summary>The current messages of a queue or subscription, and its totals since the start.</summary>
/// <param name="Active">Messages ready to be received.</param>
/// <param name="Locked">Messages that a receiver has locked.</param>
/// <param name="Scheduled">Messages to be enqueued later. Always 0 for a subscription, because its topic holds scheduled messages.</param>
/// <param name="Deferred">Messages that can be received only by their sequence number.</param>
/// <param name="DeadLettered">Messages in the dead-letter queue.</param>
/// <param name="Enqueued">Total of enqueued messages.</param>
/// <param name="Completed">Total of messages that were completed or received in receive-and-delete mode.</param>
public sealed record QueueStatistics(
    long Active,
    long Locked,
    long Scheduled,
    long Deferred,
    long DeadLettered,
    long Enqueued,
    long Completed);

/// <summary>The messages that a topic or queue accepted since the start.</summary>
/// <param name="Accepted">Accepted messages, including scheduled messages, without duplicates.</param>
/// <param name="DuplicatesDropped">Messages that were acknowledged but dropped by duplicate detection.</param>
/// <param name="Scheduled">Messages that are currently scheduled.</param>
public sealed record TopicStatistics(long Accepted, long DuplicatesDropped, long Scheduled);
