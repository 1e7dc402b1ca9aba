using System.Diagnostics.CodeAnalysis;
using LocalServiceBus.Topology;

namespace LocalServiceBus.State;

/// <summary>The messages of a queue, a subscription, or a dead-letter queue. It runs one operation at a time.</summary>
internal sealed class MessageQueue : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly MessageStore _store;
    private readonly RoundRobin _consumers = new();
    private readonly SerialWorkQueue _work;
    private readonly DueTimer _timer;

    public MessageQueue(string address, ReceiveSettings settings, MessageQueue? deadLetters, BrokerOptions options)
    {
        Address = address;
        DeadLetters = deadLetters;
        _time = options.Time;
        _store = new MessageStore(settings, deadLetters is null ? null : deadLetters.AddDeadLetter);
        _work = new SerialWorkQueue(ServeConsumers, options.Trace);
        _timer = new DueTimer(_time, () => _work.Post(() => { }));
    }

    public string Address { get; }

    /// <summary>Null if this queue is a dead-letter queue.</summary>
    public MessageQueue? DeadLetters { get; }

    public void Enqueue(StoredMessage message, long sequenceNumber, DateTimeOffset enqueuedAt, DateTimeOffset expiresAt) =>
        _work.Post(() => _store.Enqueue(message, sequenceNumber, enqueuedAt, expiresAt));

    public void Attach(IMessageConsumer consumer) => _work.Post(() => _consumers.Add(consumer));

    public void Detach(IMessageConsumer consumer) => _work.Post(() => _consumers.Remove(consumer));

    /// <summary>Call this method when a consumer may be ready.</summary>
    public void NotifyReady() => _work.Post(() => { });

    /// <param name="settled">Called inside the queue's operation, so it must not block.</param>
    public void Settle(Guid lockToken, Settlement settlement, Action<SettleResult> settled) =>
        _work.Post(() => settled(_store.Settle(lockToken, settlement, ExpiredUpToNow())));

    /// <summary>Runs one operation on the messages, after expired locks and messages are processed.</summary>
    public Task<T> AskAsync<T>(Func<MessageStore, DateTimeOffset, T> operation) =>
        _work.AskAsync(() => operation(_store, ExpiredUpToNow()));

    public async Task<QueueStatistics> GetStatisticsAsync(Topic? publishedTo)
    {
        QueueStatistics own = await AskAsync((store, _) => store.Statistics());
        long scheduled = publishedTo is null ? 0 : (await publishedTo.GetStatisticsAsync()).Scheduled;
        long deadLettered = DeadLetters is null ? 0 : await DeadLetters.AskAsync((store, _) => store.Entries.Count);
        return own with { Scheduled = scheduled, DeadLettered = deadLettered };
    }

    public async ValueTask DisposeAsync()
    {
        await _work.DisposeAsync();
        _timer.Dispose();
    }

    private void AddDeadLetter(QueueEntry entry) => _work.Post(() => _store.AddDeadLetter(entry));

    private DateTimeOffset ExpiredUpToNow()
    {
        DateTimeOffset now = _time.GetUtcNow();
        _store.Expire(now);
        return now;
    }

    private void ServeConsumers()
    {
        DateTimeOffset now = ExpiredUpToNow();
        while (_store.Entries.FirstActive is not null && _consumers.TryNext(out IMessageConsumer? consumer))
        {
            Deliver(_store.Receive(now)!, consumer, now);
        }

        _timer.NoLaterThan(_store.Entries.NextDue);
    }

    private void Deliver(BrokeredMessage message, IMessageConsumer consumer, DateTimeOffset now)
    {
        if (!consumer.TryDeliver(message))
        {
            _store.Settle(message.LockToken, new Settlement.Release(), now);
        }
        else if (consumer.ReceivesAndDeletes)
        {
            _store.Settle(message.LockToken, new Settlement.Complete(), now);
        }
    }
}

/// <summary>The consumers of a queue, in round-robin order.</summary>
internal sealed class RoundRobin
{
    private readonly List<IMessageConsumer> _consumers = [];
    private int _next;

    public void Add(IMessageConsumer consumer) => _consumers.Add(consumer);

    public void Remove(IMessageConsumer consumer) => _consumers.Remove(consumer);

    public bool TryNext([MaybeNullWhen(false)] out IMessageConsumer ready)
    {
        for (int i = 0; i < _consumers.Count; i++)
        {
            ready = _consumers[_next++ % _consumers.Count];
            if (ready.IsReady)
            {
                _next %= _consumers.Count;
                return true;
            }
        }

        ready = null;
        return false;
    }
}

/// <summary>A receiver of a queue. Only the queue calls it.</summary>
internal interface IMessageConsumer
{
    /// <summary>Whether the consumer can take a message now.</summary>
    bool IsReady { get; }

    /// <summary>Whether receiving a message completes it.</summary>
    bool ReceivesAndDeletes { get; }

    /// <returns>False if the consumer could not take the message. Another consumer then receives it.</returns>
    bool TryDeliver(BrokeredMessage message);
}
