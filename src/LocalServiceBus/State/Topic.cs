using LocalServiceBus.Topology;

namespace LocalServiceBus.State;

/// <summary>
/// What senders publish to: the one owner of its intake, which it routes to subscriptions.
/// A queue is published to in the same way, as a topic whose only subscription is the queue itself.
/// </summary>
internal sealed class Topic : IAsyncDisposable
{
    private readonly PublishSettings _settings;
    private readonly IReadOnlyList<Subscription> _subscriptions;
    private readonly TimeProvider _time;
    private readonly IncomingMessages _incoming;
    private readonly SerialWorkQueue _work;
    private readonly DueTimer _timer;

    public Topic(PublishSettings settings, IReadOnlyList<Subscription> subscriptions, BrokerOptions options)
    {
        _settings = settings;
        _subscriptions = subscriptions;
        _time = options.Time;
        _incoming = new IncomingMessages(settings, Route, options.DuplicateDropped);
        _work = new SerialWorkQueue(RouteDue, options.Trace);
        _timer = new DueTimer(_time, () => _work.Post(() => { }));
    }

    /// <param name="stored">Called by the topic's owner once every message of the batch is in its queues, so it must not wait.</param>
    public void Publish(IReadOnlyList<Publication> batch, Action stored) => _work.Post(() =>
    {
        foreach (Publication publication in batch)
        {
            _incoming.Accept(publication, _time.GetUtcNow());
        }

        stored();
    });

    public Task<long[]> PublishAsync(IReadOnlyList<Publication> batch) =>
        _work.AskAsync(() => batch.Select(publication => _incoming.Accept(publication, _time.GetUtcNow())).ToArray());

    /// <returns>False where one of the messages is not scheduled, or no longer.</returns>
    public Task<bool> CancelAsync(IReadOnlyList<long> sequenceNumbers) =>
        _work.AskAsync(() => sequenceNumbers.Count(_incoming.Cancel) == sequenceNumbers.Count);

    public Task<BrokeredMessage[]> PeekScheduledAsync(long fromSequenceNumber, int count) =>
        _work.AskAsync(() => _incoming.ScheduledFrom(fromSequenceNumber).Take(count).ToArray());

    public Task<TopicStatistics> GetStatisticsAsync() => _work.AskAsync(() => _incoming.Statistics);

    public async ValueTask DisposeAsync()
    {
        await _work.DisposeAsync();
        _timer.Dispose();
    }

    private void Route(Publication publication, long sequenceNumber)
    {
        DateTimeOffset now = _time.GetUtcNow();
        DateTimeOffset expiresAt = Lifetime.End(now, _settings.TimeToLive, publication.Message.TimeToLive);
        foreach (Subscription subscription in _subscriptions)
        {
            if (subscription.Takes(publication))
            {
                subscription.Queue.Enqueue(publication.Message, sequenceNumber, now, expiresAt);
            }
        }
    }

    private void RouteDue()
    {
        _incoming.RouteDue(_time.GetUtcNow());
        _timer.NoLaterThan(_incoming.NextDue);
    }
}

/// <summary>A message on its way in, with what routing needs to know about it and storage does not.</summary>
/// <param name="MessageId">What duplicates are detected by.</param>
/// <param name="ScheduledFor">When it is to be enqueued; null for at once.</param>
internal sealed record Publication(
    StoredMessage Message,
    string MessageId,
    DateTimeOffset? ScheduledFor,
    IFilterable Properties);

/// <summary>A queue that takes those messages of its topic that one of its rules matches, or all where it has no rules.</summary>
internal sealed record Subscription(MessageQueue Queue, IReadOnlyList<CorrelationRule> Rules)
{
    public bool Takes(Publication publication) =>
        Rules.Count == 0 || Rules.Any(rule => rule.Matches(publication.Properties));
}

/// <summary>When a message's life ends: the shortest of all the times that are asked for.</summary>
internal static class Lifetime
{
    public static DateTimeOffset End(DateTimeOffset start, TimeSpan atMost, TimeSpan? wanted = null)
    {
        TimeSpan span = wanted < atMost ? wanted.Value : atMost;
        return span < DateTimeOffset.MaxValue - start ? start + span : DateTimeOffset.MaxValue;
    }
}
