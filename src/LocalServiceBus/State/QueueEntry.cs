namespace LocalServiceBus.State;

/// <summary>One message's place in one queue. Only the queue's owner touches it.</summary>
internal sealed class QueueEntry(StoredMessage message, long sequenceNumber, DateTimeOffset enqueuedAt, DateTimeOffset expiresAt)
{
    public StoredMessage Message => message;

    public long SequenceNumber => sequenceNumber;

    public DateTimeOffset EnqueuedAt => enqueuedAt;

    public DateTimeOffset ExpiresAt => expiresAt;

    public int FailedDeliveries { get; set; }

    public IReadOnlyDictionary<string, object?>? ModifiedProperties { get; set; }

    /// <summary>Where the entry returns to when its lock ends.</summary>
    public EntryState Resting { get; set; } = EntryState.Active;

    public Guid LockToken { get; private set; }

    public DateTimeOffset LockedUntil { get; private set; }

    public EntryState State => LockToken == Guid.Empty ? Resting : EntryState.Locked;

    /// <summary>A lock outlives the message's lifetime, so that nobody loses a message while working on it.</summary>
    public DateTimeOffset DueAt => State is EntryState.Locked ? LockedUntil : ExpiresAt;

    public void Lock(Guid token, DateTimeOffset until) => (LockToken, LockedUntil) = (token, until);

    public void Unlock() => LockToken = Guid.Empty;

    public void Modify(IReadOnlyDictionary<string, object?>? properties)
    {
        if (properties is { Count: > 0 })
        {
            var merged = new Dictionary<string, object?>(ModifiedProperties ?? properties);
            foreach ((string name, object? value) in properties)
            {
                merged[name] = value;
            }

            ModifiedProperties = merged;
        }
    }

    /// <summary>The same message in a dead-letter queue: with its number and its history, and without an end.</summary>
    public QueueEntry ToDeadLetter() => new(Message, SequenceNumber, EnqueuedAt, DateTimeOffset.MaxValue)
    {
        FailedDeliveries = FailedDeliveries,
        ModifiedProperties = ModifiedProperties,
    };

    public BrokeredMessage ToMessage() => new(
        Message,
        SequenceNumber,
        EnqueuedAt,
        FailedDeliveries,
        State,
        LockToken,
        State is EntryState.Locked ? LockedUntil : null,
        ModifiedProperties);
}
