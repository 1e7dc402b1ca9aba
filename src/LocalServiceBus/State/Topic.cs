using LocalServiceBus.Topology;

namespace LocalServiceBus.State;

/// <summary>
/// Accepts the messages of a topic and routes them to its subscriptions. It runs one operation at a time. A queue accepts messages in the
/// same way: as a topic whose only subscription is the queue.
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
        _incoming = new IncomingMessages(settings, Route, options.DuplicateDropped, options.MessageScheduled);
        _work = new SerialWorkQueue(RouteDue, options.Trace);
        _timer = new DueTimer(_time, () => _work.Post(() => { }));
    }

    /// <param name="batch">The messages.</param>
    /// <param name="stored">Called inside the topic's operation when all messages of the batch are in their queues, so it must not block.</param>
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

    /// <returns>False if one of the messages is not scheduled or no longer scheduled.</returns>
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
        DateTimeOffset expiresAt = Expiration.At(now, _settings.TimeToLive, publication.Message.TimeToLive);
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

/// <summary>A sent message with the data that routing needs.</summary>
/// <param name="MessageId">The id for duplicate detection.</param>
/// <param name="ScheduledFor">When to enqueue the message; null for immediately.</param>
internal sealed record Publication(
    StoredMessage Message,
    string MessageId,
    DateTimeOffset? ScheduledFor,
    IFilterable Properties);

/// <summary>A queue that receives the messages of its topic that match a rule, or all messages if it has no rules.</summary>
internal sealed record Subscription(MessageQueue Queue, IReadOnlyList<CorrelationRule> Rules)
{
    public bool Takes(Publication publication) =>
        Rules.Count == 0 || Rules.Any(rule => rule.Matches(publication.Properties));
}

/// <summary>Computes when a message expires: the entity's time to live limits the message's own.</summary>
internal static class Expiration
{
    public static DateTimeOffset At(DateTimeOffset start, TimeSpan limit, TimeSpan? requested = null)
    {
        TimeSpan span = requested < limit ? requested.Value : limit;
        return span < DateTimeOffset.MaxValue - start ? start + span : DateTimeOffset.MaxValue;
    }
}
