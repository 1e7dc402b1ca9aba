namespace LocalServiceBus;

/// <summary>What a topic, or a queue seen from its senders, has taken since the start.</summary>
/// <param name="Accepted">Messages accepted, scheduled ones included, duplicates not.</param>
/// <param name="DuplicatesDropped">Messages acknowledged but dropped by duplicate detection.</param>
/// <param name="Scheduled">Messages that wait for their scheduled time now.</param>
public sealed record TopicStatistics(long Accepted, long DuplicatesDropped, long Scheduled);
