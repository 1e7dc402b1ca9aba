using LocalServiceBus.State;
using LocalServiceBus.Topology;

namespace LocalServiceBus.Tests.State;

public sealed class LifetimeTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = Start + TimeSpan.FromHours(1);
    private static readonly ReceiveSettings Settings = new(
        LockDuration: TimeSpan.FromMinutes(5), MaxDeliveryCount: 10, TimeToLive: TimeSpan.FromHours(1), DeadLetterOnExpiration: true);

    private readonly List<QueueEntry> _deadLetters = [];

    [Fact]
    public void An_expired_message_is_dead_lettered_where_the_queue_says_so()
    {
        MessageStore store = StoreWithOneMessage(Settings);
        store.Expire(End);

        Assert.Equal("TTLExpiredException", Assert.Single(_deadLetters).ModifiedProperties![DeadLetterProperties.Reason]);
        Assert.Equal(0, store.Entries.Count);
    }

    [Fact]
    public void An_expired_message_is_dropped_otherwise()
    {
        MessageStore store = StoreWithOneMessage(Settings with { DeadLetterOnExpiration = false });
        store.Expire(End);

        Assert.Empty(_deadLetters);
        Assert.Equal(0, store.Entries.Count);
    }

    [Fact]
    public void A_message_that_wants_to_live_shorter_than_its_queue_allows_does()
    {
        var store = new MessageStore(Settings, _deadLetters.Add);
        store.Enqueue(StoredMessages.Empty, 1, Start, expiresAt: Start + TimeSpan.FromMinutes(1));
        store.Expire(Start + TimeSpan.FromMinutes(1));

        Assert.Single(_deadLetters);
    }

    [Theory]
    [MemberData(nameof(UnlockingSettlements))]
    public void A_locked_message_outlives_its_time_until_it_is_unlocked(string settlement)
    {
        MessageStore store = StoreWithOneMessage(Settings);
        DateTimeOffset justBefore = End - TimeSpan.FromSeconds(1);
        BrokeredMessage message = store.Receive(justBefore)!;
        store.Expire(End + TimeSpan.FromMinutes(1));
        Assert.Equal(1, store.Entries.Locked);

        store.Settle(message.LockToken, Unlocking[settlement], End + TimeSpan.FromMinutes(1));

        Assert.Equal("TTLExpiredException", Assert.Single(_deadLetters).ModifiedProperties![DeadLetterProperties.Reason]);
    }

    [Fact]
    public void A_message_whose_time_ends_before_its_lock_expires_with_the_lock()
    {
        MessageStore store = StoreWithOneMessage(Settings);
        store.Receive(End - TimeSpan.FromSeconds(1));
        store.Expire(End + TimeSpan.FromMinutes(5));

        Assert.Single(_deadLetters);
    }

    [Fact]
    public void A_deferred_message_expires_too()
    {
        MessageStore store = StoreWithOneMessage(Settings);
        store.Settle(store.Receive(Start)!.LockToken, new Settlement.Defer(null), Start);
        store.Expire(End);

        Assert.Single(_deadLetters);
    }

    private static readonly Dictionary<string, Settlement> Unlocking = new()
    {
        ["abandon"] = new Settlement.Abandon(null),
        ["release"] = new Settlement.Release(),
        ["defer"] = new Settlement.Defer(null),
    };

    public static TheoryData<string> UnlockingSettlements => [.. Unlocking.Keys];

    private MessageStore StoreWithOneMessage(ReceiveSettings settings)
    {
        var store = new MessageStore(settings, _deadLetters.Add);
        store.Enqueue(StoredMessages.Empty, 1, Start, DateTimeOffset.MaxValue);
        return store;
    }
}
