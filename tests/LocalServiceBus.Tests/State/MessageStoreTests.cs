using LocalServiceBus.State;
using LocalServiceBus.Topology;

namespace LocalServiceBus.Tests.State;

public sealed class MessageStoreTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ReceiveSettings Settings = new(TimeSpan.FromMinutes(1), 3, TimeSpan.FromHours(1), DeadLetterOnExpiration: true);

    private readonly List<QueueEntry> _deadLetters = [];
    private readonly MessageStore _store;

    public MessageStoreTests() => _store = new MessageStore(Settings, _deadLetters.Add);

    [Fact]
    public void Messages_are_received_in_the_order_of_their_numbers()
    {
        EnqueueMany(3);

        Assert.Equal([1L, 2L, 3L], ReceiveAll());
    }

    [Fact]
    public void An_abandoned_message_goes_back_to_its_old_place()
    {
        EnqueueMany(3);
        BrokeredMessage first = _store.Receive(Start)!;
        BrokeredMessage second = _store.Receive(Start)!;
        _store.Settle(second.LockToken, new Settlement.Abandon(null), Start);
        _store.Settle(first.LockToken, new Settlement.Abandon(null), Start);

        Assert.Equal([1L, 2L, 3L], ReceiveAll());
    }

    [Fact]
    public void A_lock_holds_until_its_last_moment_and_not_longer()
    {
        EnqueueMany(1);
        BrokeredMessage message = _store.Receive(Start)!;

        _store.Expire(Start + TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
        Assert.Equal(1, _store.Entries.Locked);
        _store.Expire(Start + TimeSpan.FromMinutes(1));
        Assert.Equal(1, _store.Entries.Active);
        Assert.Equal(SettleResult.LockLost, _store.Settle(message.LockToken, new Settlement.Complete(), Start));
    }

    [Fact]
    public void A_renewed_lock_holds_from_the_renewal_on()
    {
        EnqueueMany(1);
        BrokeredMessage message = _store.Receive(Start)!;

        Assert.Equal(Start + TimeSpan.FromSeconds(90), _store.Renew(message.LockToken, Start + TimeSpan.FromSeconds(30)));
        _store.Expire(Start + TimeSpan.FromSeconds(89));
        Assert.Equal(1, _store.Entries.Locked);
        _store.Expire(Start + TimeSpan.FromSeconds(90));
        Assert.Null(_store.Renew(message.LockToken, Start + TimeSpan.FromSeconds(90)));
    }

    [Fact]
    public void Locks_that_run_out_count_towards_the_limit_of_deliveries()
    {
        EnqueueMany(1);
        for (int delivery = 1; delivery <= 3; delivery++)
        {
            Assert.Equal(delivery - 1, _store.Receive(Start)!.FailedDeliveries);
            _store.Expire(Start + TimeSpan.FromMinutes(1));
        }

        Assert.Equal("MaxDeliveryCountExceeded", Assert.Single(_deadLetters).ModifiedProperties![DeadLetterProperties.Reason]);
        Assert.Equal(0, _store.Entries.Count);
    }

    [Fact]
    public void A_released_message_does_not_count_as_delivered()
    {
        EnqueueMany(1);
        _store.Settle(_store.Receive(Start)!.LockToken, new Settlement.Release(), Start);

        Assert.Equal(0, _store.Receive(Start)!.FailedDeliveries);
    }

    private void EnqueueMany(int count)
    {
        for (int number = 1; number <= count; number++)
        {
            _store.Enqueue(StoredMessages.Empty, number, Start, DateTimeOffset.MaxValue);
        }
    }

    private IEnumerable<long> ReceiveAll()
    {
        while (_store.Receive(Start) is { } message)
        {
            yield return message.SequenceNumber;
        }
    }
}
