using System.Diagnostics.CodeAnalysis;
using LocalServiceBus.Topology;

namespace LocalServiceBus.State;

/// <summary>The messages of one queue and their rules. Not thread-safe: <see cref="MessageQueue"/> calls one operation at a time.</summary>
internal sealed class MessageStore
{
    private readonly ReceiveSettings _settings;
    private readonly EntryLifecycle _lifecycle;
    private long _enqueued;
    private long _completed;

    /// <param name="settings">The settings of the queue.</param>
    /// <param name="deadLetter">Moves a message to the dead-letter queue; null if the queue has none.</param>
    public MessageStore(ReceiveSettings settings, Action<QueueEntry>? deadLetter)
    {
        _settings = settings;
        _lifecycle = new EntryLifecycle(Entries, settings, deadLetter);
    }

    public EntryIndex Entries { get; } = new();

    public void Enqueue(StoredMessage message, long sequenceNumber, DateTimeOffset enqueuedAt, DateTimeOffset expiresAt) =>
        Add(new QueueEntry(message, sequenceNumber, enqueuedAt, Expiration.At(enqueuedAt, _settings.TimeToLive, expiresAt - enqueuedAt)));

    /// <summary>Adds an entry that another queue dead-lettered.</summary>
    public void AddDeadLetter(QueueEntry entry) => Add(entry.ToDeadLetter());

    /// <summary>Locks the first active message.</summary>
    public BrokeredMessage? Receive(DateTimeOffset now) => Entries.FirstActive is { } entry ? Lock(entry, now) : null;

    /// <summary>Locks a deferred message, which can be received only by its sequence number.</summary>
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
                entry.UnlockedState = EntryState.Deferred;
                _lifecycle.Return(entry, now);
                break;
            case Settlement.DeadLetter letter:
                return _lifecycle.TryDeadLetter(entry, letter.Properties) ? SettleResult.Settled : SettleResult.NotAllowed;
        }

        return SettleResult.Settled;
    }

    /// <summary>Processes expired locks and expired messages.</summary>
    public void Expire(DateTimeOffset now) => _lifecycle.Expire(now);

    /// <summary>The statistics without scheduled and dead-lettered messages, which are not in this store.</summary>
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

/// <summary>Indexes the entries of a queue by sequence number, state, due time, and lock token. All operations are O(log n).</summary>
internal sealed class EntryIndex
{
    private static readonly IComparer<QueueEntry> BySequence =
        Comparer<QueueEntry>.Create((a, b) => a.SequenceNumber.CompareTo(b.SequenceNumber));

    private static readonly IComparer<QueueEntry> ByDueTime = Comparer<QueueEntry>.Create((a, b) =>
        a.DueAt.CompareTo(b.DueAt) is not 0 and var order ? order : a.SequenceNumber.CompareTo(b.SequenceNumber));

    private readonly SortedSet<QueueEntry> _all = new(BySequence);
    private readonly SortedSet<QueueEntry> _active = new(BySequence);
    private readonly SortedSet<QueueEntry> _due = new(ByDueTime);
    private readonly Dictionary<Guid, QueueEntry> _locked = [];

    public int Count => _all.Count;

    public int Active => _active.Count;

    public int Locked => _locked.Count;

    public int Deferred => Count - Active - Locked;

    public QueueEntry? FirstActive => _active.Min;

    public DateTimeOffset? NextDue => _due.Min?.DueAt;

    public void Add(QueueEntry entry)
    {
        _all.Add(entry);
        Enter(entry);
    }

    public void Remove(QueueEntry entry)
    {
        Leave(entry);
        _all.Remove(entry);
    }

    /// <summary>Changes an entry. Make every change of state with this method, because the indexes depend on the state.</summary>
    public void Change(QueueEntry entry, Action<QueueEntry> change)
    {
        Leave(entry);
        change(entry);
        Enter(entry);
    }

    public bool TryGetLocked(Guid token, [MaybeNullWhen(false)] out QueueEntry entry) => _locked.TryGetValue(token, out entry);

    public QueueEntry? Find(long sequenceNumber) => _all.TryGetValue(Probe(sequenceNumber), out QueueEntry? entry) ? entry : null;

    public QueueEntry? FirstDue(DateTimeOffset now) => _due.Min is { } entry && entry.DueAt <= now ? entry : null;

    public IEnumerable<QueueEntry> From(long sequenceNumber) =>
        _all.Max is { } last && last.SequenceNumber >= sequenceNumber ? _all.GetViewBetween(Probe(sequenceNumber), last) : [];

    private void Enter(QueueEntry entry)
    {
        switch (entry.State)
        {
            case EntryState.Active:
                _active.Add(entry);
                break;
            case EntryState.Locked:
                _locked.Add(entry.LockToken, entry);
                break;
        }

        if (entry.DueAt < DateTimeOffset.MaxValue)
        {
            _due.Add(entry);
        }
    }

    private void Leave(QueueEntry entry)
    {
        _due.Remove(entry);
        _active.Remove(entry);
        _locked.Remove(entry.LockToken);
    }

    private static QueueEntry Probe(long sequenceNumber) =>
        new(null!, sequenceNumber, DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
}

/// <summary>A message as encoded by its sender. It is immutable, and all subscriptions share it.</summary>
/// <param name="Content">The bytes from the properties to the footer, as sent.</param>
/// <param name="ApplicationProperties">
/// The part of <paramref name="Content"/> that holds the application properties, or an empty part at the position where they belong.
/// </param>
/// <param name="Annotations">The sender's annotations, opaque to the broker; null if there are none.</param>
internal sealed record StoredMessage(
    ArraySegment<byte> Content,
    ArraySegment<byte> ApplicationProperties,
    bool? Durable,
    byte? Priority,
    TimeSpan? TimeToLive,
    IReadOnlyDictionary<string, object>? Annotations);

/// <summary>A snapshot of a message for a receiver.</summary>
/// <param name="FailedDeliveries">The number of failed deliveries before this one.</param>
/// <param name="ModifiedProperties">Application properties set during settlement. They override the sender's.</param>
internal sealed record BrokeredMessage(
    StoredMessage Message,
    long SequenceNumber,
    DateTimeOffset EnqueuedAt,
    int FailedDeliveries,
    EntryState State,
    Guid LockToken,
    DateTimeOffset? LockedUntil,
    IReadOnlyDictionary<string, object?>? ModifiedProperties);

/// <summary>The application properties that state why a message is dead-lettered.</summary>
internal static class DeadLetterProperties
{
    public const string Reason = "DeadLetterReason";
    public const string Description = "DeadLetterErrorDescription";

    public static IReadOnlyDictionary<string, object?> Expired { get; } = Because(
        "TTLExpiredException",
        "The message expired and was dead lettered.");

    public static IReadOnlyDictionary<string, object?> TooManyDeliveries(int count) => Because(
        "MaxDeliveryCountExceeded",
        $"Message could not be consumed after {count} delivery attempts.");

    private static Dictionary<string, object?> Because(string reason, string description) =>
        new() { [Reason] = reason, [Description] = description };
}
