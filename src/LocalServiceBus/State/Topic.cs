using LocalServiceBus.Topology;

namespace LocalServiceBus.State;

/// <summary>
/// What senders publish to: drops duplicates, keeps what is scheduled, and routes to subscriptions.
/// A queue is published to in the same way, as a topic whose only subscription is the queue itself.
/// </summary>
internal sealed class Topic : IDisposable
{
    private readonly PublishSettings _settings;
    private readonly IReadOnlyList<Subscription> _subscriptions;
    private readonly TimeProvider _time;
    private readonly DuplicateHistory? _history;
    private readonly Schedule _schedule = new();
    private readonly Mailbox _mailbox;
    private readonly WakeUp _wakeUp;
    private long _lastSequenceNumber;
    private long _accepted;
    private long _duplicates;

    public Topic(PublishSettings settings, IReadOnlyList<Subscription> subscriptions, BrokerOptions options)
    {
        _settings = settings;
        _subscriptions = subscriptions;
        _time = options.Time;
        _history = settings.DuplicateWindow is { } window ? new DuplicateHistory(window) : null;
        _mailbox = new Mailbox(RouteScheduled, options.Trace);
        _wakeUp = new WakeUp(_time, () => _mailbox.Post(() => { }));
    }

    /// <param name="stored">Called once every message of the batch is in its queues; it must not wait.</param>
    public void Publish(IReadOnlyList<Publication> batch, Action stored) => _mailbox.Post(() =>
    {
        foreach (Publication publication in batch)
        {
            Accept(publication);
        }

        stored();
    });

    public Task<long[]> PublishAsync(IReadOnlyList<Publication> batch) => _mailbox.AskAsync(() => batch.Select(Accept).ToArray());

    /// <returns>False where one of the messages is not scheduled, or no longer.</returns>
    public Task<bool> CancelAsync(IReadOnlyList<long> sequenceNumbers) =>
        _mailbox.AskAsync(() => sequenceNumbers.Count(_schedule.Cancel) == sequenceNumbers.Count);

    public Task<BrokeredMessage[]> PeekScheduledAsync(long fromSequenceNumber, int count) =>
        _mailbox.AskAsync(() => _schedule.From(fromSequenceNumber).Take(count).ToArray());

    public Task<TopicStatistics> GetStatisticsAsync() =>
        _mailbox.AskAsync(() => new TopicStatistics(_accepted, _duplicates, _schedule.Count));

    public void Dispose()
    {
        _mailbox.Close();
        _wakeUp.Dispose();
    }

    private long Accept(Publication publication)
    {
        DateTimeOffset now = _time.GetUtcNow();
        long sequenceNumber = ++_lastSequenceNumber;
        if (_history?.TryAdd(publication.MessageId, now) == false)
        {
            _duplicates++;
            return sequenceNumber;
        }

        _accepted++;
        if (publication.ScheduledFor > now)
        {
            _schedule.Add(sequenceNumber, publication);
        }
        else
        {
            Route(publication, sequenceNumber, now);
        }

        return sequenceNumber;
    }

    private void Route(Publication publication, long sequenceNumber, DateTimeOffset now)
    {
        DateTimeOffset expiresAt = Lifetime.End(now, _settings.TimeToLive, publication.Message.TimeToLive);
        foreach (Subscription subscription in _subscriptions)
        {
            if (subscription.Takes(publication))
            {
                subscription.Queue.Enqueue(publication.Message, sequenceNumber, now, expiresAt);
            }
        }
    }

    /// <summary>A scheduled message is enqueued as if it had been sent now, with a sequence number of now.</summary>
    private void RouteScheduled()
    {
        DateTimeOffset now = _time.GetUtcNow();
        while (_schedule.TakeDue(now) is { } publication)
        {
            Route(publication, ++_lastSequenceNumber, now);
        }

        _wakeUp.NoLaterThan(_schedule.NextDue);
    }
}
