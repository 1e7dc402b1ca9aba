using LocalServiceBus.Topology;

namespace LocalServiceBus.State;

/// <summary>The messages of one queue and the rules they live by. Not thread-safe: its owner calls one operation at a time.</summary>
internal sealed class MessageStore
{
    private readonly ReceiveSettings _settings;
    private readonly EntryLifecycle _lifecycle;
    private long _enqueued;
    private long _completed;

    /// <param name="deadLetter">Takes a message the queue gives up on; null for a queue that has no dead-letter queue.</param>
    public MessageStore(ReceiveSettings settings, Action<QueueEntry>? deadLetter)
    {
        _settings = settings;
        _lifecycle = new EntryLifecycle(Entries, settings, deadLetter);
    }

    public EntryIndex Entries { get; } = new();

    public void Enqueue(StoredMessage message, long sequenceNumber, DateTimeOffset enqueuedAt, DateTimeOffset expiresAt) =>
        Add(new QueueEntry(message, sequenceNumber, enqueuedAt, Lifetime.End(enqueuedAt, _settings.TimeToLive, expiresAt - enqueuedAt)));

    /// <summary>Takes over an entry that another queue gave up on.</summary>
    public void Adopt(QueueEntry entry) => Add(entry.ToDeadLetter());

    /// <summary>Locks the first active message.</summary>
    public BrokeredMessage? Receive(DateTimeOffset now) => Entries.FirstActive is { } entry ? Lock(entry, now) : null;

    /// <summary>Locks a deferred message, which is found by its sequence number only.</summary>
    public BrokeredMessage? ReceiveDeferred(long sequenceNumber, DateTimeOffset now) =>
        Entries.Find(sequenceNumber) is { State: EntryState.Deferred } entry ? Lock(entry, now) : null;

    public DateTimeOffset? Renew(Guid token, DateTimeOffset now)
    {
        if (!Entries.TryGetLocked(token, out QueueEntry? entry))
        {
            return null;
        }

        Entries.Change(entry, held => held.Lock(token, now + _settings.LockDuration));
        return entry.LockedUntil;
    }

    public SettleResult Settle(Guid token, Settlement settlement, DateTimeOffset now)
    {
        if (!Entries.TryGetLocked(token, out QueueEntry? entry))
        {
            return SettleResult.LockLost;
        }

        switch (settlement)
        {
            case Settlement.Complete:
                Entries.Remove(entry);
                _completed++;
                break;
            case Settlement.Abandon abandon:
                entry.Modify(abandon.Properties);
                _lifecycle.FailDelivery(entry, now);
                break;
            case Settlement.Release:
                _lifecycle.Return(entry, now);
                break;
            case Settlement.Defer defer:
                entry.Modify(defer.Properties);
                entry.Resting = EntryState.Deferred;
                _lifecycle.Return(entry, now);
                break;
            case Settlement.DeadLetter letter:
                return _lifecycle.TryGiveUp(entry, letter.Properties) ? SettleResult.Settled : SettleResult.NotAllowed;
        }

        return SettleResult.Settled;
    }

    /// <summary>Ends every lock and every life that has run out.</summary>
    public void Expire(DateTimeOffset now) => _lifecycle.Expire(now);

    /// <summary>What the store itself knows; what is scheduled and what is dead-lettered lies elsewhere.</summary>
    public QueueStatistics Statistics() =>
        new(Entries.Active, Entries.Locked, Scheduled: 0, Entries.Deferred, DeadLettered: 0, _enqueued, _completed);

    private void Add(QueueEntry entry)
    {
        Entries.Add(entry);
        _enqueued++;
    }

    private BrokeredMessage Lock(QueueEntry entry, DateTimeOffset now)
    {
        Entries.Change(entry, free => free.Lock(Guid.NewGuid(), now + _settings.LockDuration));
        return entry.ToMessage();
    }
}
