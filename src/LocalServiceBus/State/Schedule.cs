namespace LocalServiceBus.State;

/// <summary>Messages that wait for their time, found by their sequence number and by their time.</summary>
internal sealed class Schedule
{
    private readonly SortedDictionary<long, Publication> _bySequence = [];
    private readonly SortedSet<(DateTimeOffset At, long SequenceNumber)> _byTime = [];

    public int Count => _bySequence.Count;

    public DateTimeOffset? NextDue => _byTime.Count > 0 ? _byTime.Min.At : null;

    public void Add(long sequenceNumber, Publication publication)
    {
        _bySequence.Add(sequenceNumber, publication);
        _byTime.Add((publication.ScheduledFor!.Value, sequenceNumber));
    }

    public bool Cancel(long sequenceNumber) =>
        _bySequence.Remove(sequenceNumber, out Publication? publication)
        && _byTime.Remove((publication.ScheduledFor!.Value, sequenceNumber));

    /// <summary>Takes out the first message whose time has come.</summary>
    public Publication? TakeDue(DateTimeOffset now)
    {
        if (_byTime.Count == 0 || _byTime.Min is var first && first.At > now)
        {
            return null;
        }

        (DateTimeOffset, long SequenceNumber) due = _byTime.Min;
        _byTime.Remove(due);
        _bySequence.Remove(due.SequenceNumber, out Publication? publication);
        return publication;
    }

    public IEnumerable<BrokeredMessage> From(long sequenceNumber) => _bySequence
        .SkipWhile(entry => entry.Key < sequenceNumber)
        .Select(entry => new BrokeredMessage(
            entry.Value.Message,
            entry.Key,
            entry.Value.ScheduledFor!.Value,
            FailedDeliveries: 0,
            EntryState.Scheduled,
            LockToken: Guid.Empty,
            LockedUntil: null,
            ModifiedProperties: null));
}
