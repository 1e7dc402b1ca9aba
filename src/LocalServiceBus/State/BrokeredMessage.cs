namespace LocalServiceBus.State;

/// <summary>What a receiver gets to see of a message at one moment.</summary>
/// <param name="FailedDeliveries">How often a delivery has failed before this one.</param>
/// <param name="ModifiedProperties">Application properties set while settling; they win over the sender's.</param>
internal sealed record BrokeredMessage(
    StoredMessage Message,
    long SequenceNumber,
    DateTimeOffset EnqueuedAt,
    int FailedDeliveries,
    EntryState State,
    Guid LockToken,
    DateTimeOffset? LockedUntil,
    IReadOnlyDictionary<string, object?>? ModifiedProperties);
