using LocalServiceBus.Topology;

namespace LocalServiceBus.State;

/// <summary>One message in one queue. Only the queue uses it.</summary>
internal sealed class QueueEntry(StoredMessage message, long sequenceNumber, DateTimeOffset enqueuedAt, DateTimeOffset expiresAt)
{
    public StoredMessage Message => message;

    public long SequenceNumber => sequenceNumber;

    public DateTimeOffset EnqueuedAt => enqueuedAt;

    public DateTimeOffset ExpiresAt => expiresAt;

    public int FailedDeliveries { get; set; }

    public IReadOnlyDictionary<string, object?>? ModifiedProperties { get; set; }

    /// <summary>The state without a lock. The entry returns to it when its lock ends.</summary>
    public EntryState UnlockedState { get; set; } = EntryState.Active;

    public Guid LockToken { get; private set; }

    public DateTimeOffset LockedUntil { get; private set; }

    public EntryState State => LockToken == Guid.Empty ? UnlockedState : EntryState.Locked;

    /// <summary>A locked message does not expire before its lock ends, so that a receiver does not lose it while processing it.</summary>
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

    /// <summary>The entry for the dead-letter queue: same sequence number and delivery count, no expiration.</summary>
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

/// <summary>The state of a message in its queue.</summary>
internal enum EntryState
{
    Active,
    Locked,
    Deferred,
    Scheduled,
}

/// <summary>Processes entries whose lock or time to live has ended.</summary>
internal sealed class EntryLifecycle(EntryIndex index, ReceiveSettings settings, Action<QueueEntry>? deadLetter)
{
    public void Expire(DateTimeOffset now)
    {
        while (index.FirstDue(now) is { } entry)
        {
            if (entry.State is EntryState.Locked)
            {
                FailDelivery(entry, now);
            }
            else
            {
                ExpireEntry(entry);
            }
        }
    }

    public void FailDelivery(QueueEntry entry, DateTimeOffset now)
    {
        entry.FailedDeliveries++;
        bool exhausted = entry.FailedDeliveries >= settings.MaxDeliveryCount;
        if (!exhausted || !TryDeadLetter(entry, DeadLetterProperties.TooManyDeliveries(entry.FailedDeliveries)))
        {
            Return(entry, now);
        }
    }

    /// <summary>Unlocks an entry. It keeps its position, unless its time to live ended during the lock.</summary>
    public void Return(QueueEntry entry, DateTimeOffset now)
    {
        index.Change(entry, held => held.Unlock());
        if (entry.ExpiresAt <= now)
        {
            ExpireEntry(entry);
        }
    }

    public bool TryDeadLetter(QueueEntry entry, IReadOnlyDictionary<string, object?>? reason)
    {
        if (deadLetter is null)
        {
            return false;
        }

        index.Remove(entry);
        entry.Modify(reason);
        deadLetter(entry);
        return true;
    }

    private void ExpireEntry(QueueEntry entry)
    {
        if (!settings.DeadLetterOnExpiration || !TryDeadLetter(entry, DeadLetterProperties.Expired))
        {
            index.Remove(entry);
        }
    }
}

/// <summary>How a receiver settles a message that it has locked.</summary>
internal abstract record Settlement
{
    private Settlement()
    {
    }

    public sealed record Complete : Settlement;

    /// <summary>Unlocks the message and counts the delivery as failed.</summary>
    public sealed record Abandon(IReadOnlyDictionary<string, object?>? Properties) : Settlement;

    /// <summary>Unlocks the message without counting the delivery.</summary>
    public sealed record Release : Settlement;

    public sealed record Defer(IReadOnlyDictionary<string, object?>? Properties) : Settlement;

    public sealed record DeadLetter(IReadOnlyDictionary<string, object?>? Properties) : Settlement;
}

/// <summary>The result of a settlement.</summary>
internal enum SettleResult
{
    Settled,
    LockLost,
    NotAllowed,
}
