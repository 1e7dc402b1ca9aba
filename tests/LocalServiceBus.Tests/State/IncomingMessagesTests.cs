using LocalServiceBus.State;
using LocalServiceBus.Topology;

namespace LocalServiceBus.Tests.State;

public sealed class IncomingMessagesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly List<(string Id, long SequenceNumber)> _routed = [];
    private readonly IncomingMessages _incoming;

    public IncomingMessagesTests() =>
        _incoming = new IncomingMessages(new PublishSettings(TimeSpan.MaxValue, Window), (publication, number) => _routed.Add((publication.MessageId, number)));

    [Fact]
    public void An_id_is_known_until_the_window_ends_and_then_forgotten()
    {
        Accept("a", Start);
        Accept("a", Start + Window - TimeSpan.FromTicks(1));
        Assert.Single(_routed);

        Accept("a", Start + Window);
        Assert.Equal(2, _routed.Count);
        Assert.Equal((2, 1), (_incoming.Statistics.Accepted, _incoming.Statistics.DuplicatesDropped));
    }

    [Fact]
    public void Ids_that_differ_in_case_are_different()
    {
        Accept("a", Start);
        Accept("A", Start);

        Assert.Equal(2, _routed.Count);
    }

    [Fact]
    public void A_history_holds_no_more_than_its_window()
    {
        var history = new DuplicateHistory(Window);
        for (int second = 0; second < 3_600; second++)
        {
            Assert.True(history.TryAdd($"{second}", Start + TimeSpan.FromSeconds(second)));
        }

        Assert.Equal(Window.TotalSeconds, history.Count);
    }

    [Fact]
    public void Whoever_asks_is_told_of_messages_that_are_not_due_yet()
    {
        var told = new List<object?>();
        var incoming = new IncomingMessages(new PublishSettings(TimeSpan.MaxValue, Window), (_, _) => { }, scheduled: property => told.Add(property("any")));

        incoming.Accept(StoredMessages.Publication("now", property: "now"), Start);
        incoming.Accept(StoredMessages.Publication("past", Start, property: "past"), Start);
        incoming.Accept(StoredMessages.Publication("later", Start + TimeSpan.FromMinutes(1), property: "later"), Start);
        incoming.Accept(StoredMessages.Publication("later", Start + TimeSpan.FromMinutes(1), property: "repeated"), Start);

        Assert.Equal(["later"], told);
    }

    [Fact]
    public void Scheduled_messages_are_routed_in_the_order_of_their_times_with_new_numbers()
    {
        Accept("late", Start, Start + TimeSpan.FromMinutes(2));
        Accept("early", Start, Start + TimeSpan.FromMinutes(1));
        Accept("now", Start);
        Assert.Equal(Start + TimeSpan.FromMinutes(1), _incoming.NextDue);

        _incoming.RouteDue(Start + TimeSpan.FromMinutes(2));

        Assert.Equal([("now", 3), ("early", 4), ("late", 5)], _routed);
        Assert.Null(_incoming.NextDue);
    }

    [Fact]
    public void A_message_scheduled_for_the_past_is_routed_at_once()
    {
        Accept("past", Start, Start - TimeSpan.FromMinutes(1));

        Assert.Equal([("past", 1)], _routed);
    }

    [Fact]
    public void A_scheduled_message_is_cancelled_once()
    {
        long number = Accept("x", Start, Start + TimeSpan.FromMinutes(1));

        Assert.True(_incoming.Cancel(number));
        Assert.False(_incoming.Cancel(number));
        _incoming.RouteDue(Start + TimeSpan.FromHours(1));
        Assert.Empty(_routed);
    }

    private long Accept(string id, DateTimeOffset now, DateTimeOffset? scheduledFor = null) =>
        _incoming.Accept(StoredMessages.Publication(id, scheduledFor), now);
}
