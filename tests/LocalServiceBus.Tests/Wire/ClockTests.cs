using System.Globalization;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Time.Testing;

namespace LocalServiceBus.Tests.Wire;

/// <summary>Time-dependent behavior over AMQP, with a clock that the test controls.</summary>
public sealed class ClockTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private BrokerScenario _scenario = null!;

    public async Task InitializeAsync() => _scenario = await BrokerScenario.StartAsync(_time);

    public async Task DisposeAsync() => await _scenario.DisposeAsync();

    [Fact]
    public async Task A_waiting_receiver_gets_a_message_as_soon_as_its_lock_runs_out()
    {
        await _scenario.SendAsync("orders", new ServiceBusMessage("x"));
        await _scenario.ReceiveOneAsync(_scenario.Client.CreateReceiver("orders"));
        Task<ServiceBusReceivedMessage> waiting = _scenario.ReceiveOneAsync(_scenario.Client.CreateReceiver("orders"));

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(2, (await waiting).DeliveryCount);
    }

    [Fact]
    public async Task A_message_that_lived_as_long_as_it_asked_for_is_dead_lettered()
    {
        await _scenario.SendAsync("orders",
            new ServiceBusMessage("short") { TimeToLive = TimeSpan.FromMinutes(1) },
            new ServiceBusMessage("long") { TimeToLive = TimeSpan.FromDays(9) });

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((1, 1), (_scenario.Broker.Statistics("orders").Active, _scenario.Broker.Statistics("orders").DeadLettered));
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal((0, 2), (_scenario.Broker.Statistics("orders").Active, _scenario.Broker.Statistics("orders").DeadLettered));

        ServiceBusReceiver dead = _scenario.Client.CreateReceiver("orders", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        ServiceBusReceivedMessage letter = await _scenario.ReceiveOneAsync(dead);
        Assert.Equal(("short", "TTLExpiredException"), (letter.Body.ToString(), letter.DeadLetterReason));
    }

    [Fact]
    public async Task An_expired_message_is_dropped_where_nothing_else_is_said()
    {
        await _scenario.SendAsync("once", new ServiceBusMessage("x"));

        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(new QueueStatistics(0, 0, 0, 0, 0, Enqueued: 1, Completed: 0), _scenario.Broker.Statistics("once"));
    }

    [Theory]
    [InlineData("forgetful", "00:01:00")]
    [InlineData("as-in-azure", "1.00:00:00")]
    [InlineData("once", "00:10:00")]
    public async Task An_id_may_come_again_once_the_duplicate_window_is_over_and_no_sooner(string queue, string window)
    {
        await SendSameAsync(queue);
        _time.Advance(TimeSpan.Parse(window, CultureInfo.InvariantCulture) - TimeSpan.FromSeconds(1));
        await SendSameAsync(queue);
        Assert.Equal(new TopicStatistics(Accepted: 1, DuplicatesDropped: 1, Scheduled: 0), _scenario.Broker.TopicStatistics(queue));

        _time.Advance(TimeSpan.FromSeconds(1));
        await SendSameAsync(queue);
        Assert.Equal(new TopicStatistics(Accepted: 2, DuplicatesDropped: 1, Scheduled: 0), _scenario.Broker.TopicStatistics(queue));
    }

    [Fact]
    public async Task A_client_can_connect_however_far_the_clock_was_moved()
    {
        _time.Advance(TimeSpan.FromDays(365));

        await _scenario.SendAsync("orders", new ServiceBusMessage("x"));

        Assert.Equal(1, _scenario.Broker.Statistics("orders").Active);
    }

    private Task SendSameAsync(string queue) => _scenario.SendAsync(queue, new ServiceBusMessage("x") { MessageId = "same" });
}
