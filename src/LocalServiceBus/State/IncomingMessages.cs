using System.Security.Cryptography;
using System.Text;
using LocalServiceBus.Topology;

namespace LocalServiceBus.State;

/// <summary>
/// Processes the messages of a topic before they are in a queue: duplicate detection and scheduling. Not thread-safe: <see cref="Topic"/>
/// calls one operation at a time.
/// </summary>
/// <param name="settings">The settings of the topic.</param>
/// <param name="route">Routes a message that is due, with its sequence number.</param>
/// <param name="duplicateDropped">Called with the id of each message that is dropped as a duplicate.</param>
/// <param name="scheduled">Called with the application properties of each message that is not due yet.</param>
internal sealed class IncomingMessages(
    PublishSettings settings, Action<Publication, long> route, Action<string>? duplicateDropped = null, Action<Func<string, object?>>? scheduled = null)
{
    private readonly DuplicateHistory? _history =
        settings.DuplicateWindow is { } window ? new DuplicateHistory(window) : null;

    private readonly Schedule _schedule = new();
    private long _lastSequenceNumber;
    private long _accepted;
    private long _duplicates;

    public DateTimeOffset? NextDue => _schedule.NextDue;

    public TopicStatistics Statistics => new(_accepted, _duplicates, _schedule.Count);

    /// <returns>The sequence number of the message until it is enqueued.</returns>
    public long Accept(Publication publication, DateTimeOffset now)
    {
        long sequenceNumber = ++_lastSequenceNumber;
        if (_history?.TryAdd(publication.MessageId, now) == false)
        {
            _duplicates++;
            duplicateDropped?.Invoke(publication.MessageId);
            return sequenceNumber;
        }

        _accepted++;
        if (publication.ScheduledFor > now)
        {
            _schedule.Add(sequenceNumber, publication);
            scheduled?.Invoke(publication.Properties.ApplicationProperty);
        }
        else
        {
            route(publication, sequenceNumber);
        }

        return sequenceNumber;
    }

    public bool Cancel(long sequenceNumber) => _schedule.Cancel(sequenceNumber);

    public IEnumerable<BrokeredMessage> ScheduledFrom(long sequenceNumber) => _schedule.From(sequenceNumber);

    /// <summary>Routes the scheduled messages that are due. Each one gets a new sequence number, as if it were sent now.</summary>
    public void RouteDue(DateTimeOffset now)
    {
        while (_schedule.TakeDue(now) is { } publication)
        {
            route(publication, ++_lastSequenceNumber);
        }
    }
}

/// <summary>The message ids inside the duplicate detection window. It stores hashes, so the memory does not depend on the length of the ids.</summary>
internal sealed class DuplicateHistory(TimeSpan window)
{
    private readonly HashSet<UInt128> _known = [];
    private readonly Queue<(UInt128 Id, DateTimeOffset ForgetAt)> _oldestFirst = new();

    public int Count => _known.Count;

    /// <returns>False if the id was already added within the window.</returns>
    public bool TryAdd(string messageId, DateTimeOffset now)
    {
        Forget(now);
        UInt128 id = Digest(messageId);
        if (!_known.Add(id))
        {
            return false;
        }

        _oldestFirst.Enqueue((id, now + window));
        return true;
    }

    private void Forget(DateTimeOffset now)
    {
        while (_oldestFirst.TryPeek(out var oldest) && oldest.ForgetAt <= now)
        {
            _known.Remove(_oldestFirst.Dequeue().Id);
        }
    }

    private static UInt128 Digest(string messageId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(messageId), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}

/// <summary>The scheduled messages, indexed by sequence number and by time.</summary>
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

    /// <summary>Removes and returns the first message that is due.</summary>
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
