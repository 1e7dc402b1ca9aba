using LocalServiceBus.Topology;

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

/// <summary>Where a message stands in its queue.</summary>
internal enum EntryState
{
    Active,
    Locked,
    Deferred,
    Scheduled,
}

/// <summary>What happens to an entry whose lock or life has ended.</summary>
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
                EndLife(entry);
            }
        }
    }

    public void FailDelivery(QueueEntry entry, DateTimeOffset now)
    {
        entry.FailedDeliveries++;
        bool exhausted = entry.FailedDeliveries >= settings.MaxDeliveryCount;
        if (!exhausted || !TryGiveUp(entry, DeadLetterProperties.TooManyDeliveries(entry.FailedDeliveries)))
        {
            Return(entry, now);
        }
    }

    /// <summary>Puts an entry back in its old place, unless its life ended while it was locked.</summary>
    public void Return(QueueEntry entry, DateTimeOffset now)
    {
        index.Change(entry, held => held.Unlock());
        if (entry.ExpiresAt <= now)
        {
            EndLife(entry);
        }
    }

    public bool TryGiveUp(QueueEntry entry, IReadOnlyDictionary<string, object?>? because)
    {
        if (deadLetter is null)
        {
            return false;
        }

        index.Remove(entry);
        entry.Modify(because);
        deadLetter(entry);
        return true;
    }

    private void EndLife(QueueEntry entry)
    {
        if (!settings.DeadLetterOnExpiration || !TryGiveUp(entry, DeadLetterProperties.Expired))
        {
            index.Remove(entry);
        }
    }
}

/// <summary>What a receiver decides about a message it holds the lock on.</summary>
internal abstract record Settlement
{
    private Settlement()
    {
    }

    public sealed record Complete : Settlement;

    /// <summary>Handled without success: the message goes back and the delivery counts as failed.</summary>
    public sealed record Abandon(IReadOnlyDictionary<string, object?>? Properties) : Settlement;

    /// <summary>Never looked at: the message goes back and the delivery does not count.</summary>
    public sealed record Release : Settlement;

    public sealed record Defer(IReadOnlyDictionary<string, object?>? Properties) : Settlement;

    public sealed record DeadLetter(IReadOnlyDictionary<string, object?>? Properties) : Settlement;
}

/// <summary>What became of a settlement.</summary>
internal enum SettleResult
{
    Settled,
    LockLost,
    NotAllowed,
}
