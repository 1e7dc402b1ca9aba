using LocalServiceBus.Topology;

namespace LocalServiceBus.State;

/// <summary>A message on its way in, with what routing needs to know about it and storage does not.</summary>
/// <param name="MessageId">What duplicates are detected by.</param>
/// <param name="ScheduledFor">When it is to be enqueued; null for at once.</param>
internal sealed record Publication(
    StoredMessage Message,
    string MessageId,
    DateTimeOffset? ScheduledFor,
    IFilterable Properties);
