using LocalServiceBus.Topology;

namespace LocalServiceBus.State;

/// <summary>What a topic does with messages before they are in any queue. Not thread-safe: its owner calls one operation at a time.</summary>
/// <param name="route">Takes a message whose time has come, with its sequence number.</param>
/// <param name="duplicateDropped">Is told the id of a message that is dropped as a duplicate.</param>
internal sealed class Intake(PublishSettings settings, Action<Publication, long> route, Action<string>? duplicateDropped = null)
{
    private readonly DuplicateHistory? _history =
        settings.DuplicateWindow is { } window ? new DuplicateHistory(window) : null;

    private readonly Schedule _schedule = new();
    private long _lastSequenceNumber;
    private long _accepted;
    private long _duplicates;

    public DateTimeOffset? NextDue => _schedule.NextDue;

    public TopicStatistics Statistics => new(_accepted, _duplicates, _schedule.Count);

    /// <returns>The sequence number the message has until it is enqueued.</returns>
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
        }
        else
        {
            route(publication, sequenceNumber);
        }

        return sequenceNumber;
    }

    public bool Cancel(long sequenceNumber) => _schedule.Cancel(sequenceNumber);

    public IEnumerable<BrokeredMessage> ScheduledFrom(long sequenceNumber) => _schedule.From(sequenceNumber);

    /// <summary>A scheduled message is enqueued as if it had been sent now, with a sequence number of now.</summary>
    public void RouteDue(DateTimeOffset now)
    {
        while (_schedule.TakeDue(now) is { } publication)
        {
            route(publication, ++_lastSequenceNumber);
        }
    }
}
