using LocalServiceBus.State;
using LocalServiceBus.Topology;

namespace LocalServiceBus.Tests.State;

/// <summary>No sequence of operations loses, duplicates, or reorders the messages of a queue.</summary>
public sealed class RandomStepsTests
{
    private static readonly ReceiveSettings Settings = new(
        LockDuration: TimeSpan.FromSeconds(20), MaxDeliveryCount: 4, TimeToLive: TimeSpan.FromMinutes(3), DeadLetterOnExpiration: true);

    private readonly List<QueueEntry> _deadLetters = [];
    private readonly List<Guid> _tokens = [];
    private readonly MessageStore _store;
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private long _lastNumber;

    public RandomStepsTests() => _store = new MessageStore(Settings, _deadLetters.Add);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_message_is_always_in_exactly_one_place(int seed)
    {
        var random = new Random(seed);
        for (int step = 0; step < 10_000; step++)
        {
            Step(random);
            QueueStatistics now = _store.Statistics();
            Assert.Equal(_lastNumber, now.Active + now.Locked + now.Deferred + now.Completed + _deadLetters.Count);
            Assert.Equal(_store.Entries.From(0).Count(entry => entry.State is EntryState.Active), now.Active);
        }

        Assert.Equal(_deadLetters.Count, _deadLetters.Select(entry => entry.SequenceNumber).Distinct().Count());
        Assert.True(_store.Statistics().Completed > 200 && _deadLetters.Count > 200, "the steps reach every end");
    }

    private void Step(Random random)
    {
        switch (random.Next(10))
        {
            case < 3:
                _store.Enqueue(StoredMessages.Empty, ++_lastNumber, _now, DateTimeOffset.MaxValue);
                break;
            case < 6:
                Receive();
                break;
            case < 9 when _tokens.Count > 0:
                Settle(_tokens[random.Next(Math.Max(0, _tokens.Count - 10), _tokens.Count)], random.Next(7));
                break;
            default:
                _now += TimeSpan.FromSeconds(random.Next(4));
                _store.Expire(_now);
                break;
        }
    }

    private void Receive()
    {
        long? first = _store.Entries.From(0).FirstOrDefault(entry => entry.State is EntryState.Active)?.SequenceNumber;
        BrokeredMessage? message = _store.Receive(_now);
        Assert.Equal(first, message?.SequenceNumber);
        _tokens.AddRange(message is null ? [] : [message.LockToken]);
    }

    private void Settle(Guid token, int how)
    {
        bool held = _store.Entries.TryGetLocked(token, out _);
        if (how == 0)
        {
            Assert.Equal(held, _store.Renew(token, _now) is not null);
            return;
        }

        Settlement settlement = how switch
        {
            1 => new Settlement.Abandon(null),
            2 => new Settlement.Release(),
            3 => new Settlement.Defer(null),
            4 => new Settlement.DeadLetter(null),
            _ => new Settlement.Complete(),
        };
        Assert.Equal(held ? SettleResult.Settled : SettleResult.LockLost, _store.Settle(token, settlement, _now));
        _tokens.Remove(token);
    }
}
