using System.Diagnostics.CodeAnalysis;

namespace LocalServiceBus.State;

/// <summary>A queue's entries in every order they are asked for. All operations are O(log n), and nothing outlives its entry.</summary>
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

    /// <summary>Every change of state goes through here, since the orders depend on it.</summary>
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
