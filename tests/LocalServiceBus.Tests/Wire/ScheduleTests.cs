using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Time.Testing;

namespace LocalServiceBus.Tests.Wire;

public sealed class ScheduleTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private BrokerScenario _scenario = null!;

    private DateTimeOffset InTenMinutes => _time.GetUtcNow().AddMinutes(10);

    public async Task InitializeAsync() => _scenario = await BrokerScenario.StartAsync(_time);

    public async Task DisposeAsync() => await _scenario.DisposeAsync();

    [Theory]
    [InlineData("orders", "orders")]
    [InlineData("events", "events/Subscriptions/all")]
    public async Task A_scheduled_message_is_enqueued_when_its_time_comes(string entity, string queue)
    {
        await using ServiceBusSender sender = _scenario.Client.CreateSender(entity);
        await sender.ScheduleMessageAsync(new ServiceBusMessage("asked for"), InTenMinutes);
        await sender.SendMessageAsync(new ServiceBusMessage("sent") { ScheduledEnqueueTime = InTenMinutes });

        _time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal((0, 2), (_scenario.Broker.Statistics(queue).Active, _scenario.Broker.TopicStatistics(entity).Scheduled));

        _time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.IsTrueAsync(() => _scenario.Broker.Statistics(queue).Active == 2, "both are enqueued");
        Assert.Equal(0, _scenario.Broker.TopicStatistics(entity).Scheduled);
    }

    [Theory]
    [InlineData("orders", "orders")]
    [InlineData("events", "events/Subscriptions/all")]
    public async Task A_cancelled_message_never_comes(string entity, string queue)
    {
        await using ServiceBusSender sender = _scenario.Client.CreateSender(entity);
        long cancelled = await sender.ScheduleMessageAsync(new ServiceBusMessage("no"), InTenMinutes);
        await sender.ScheduleMessageAsync(new ServiceBusMessage("yes"), InTenMinutes);

        await sender.CancelScheduledMessageAsync(cancelled);
        ServiceBusException exception = await Assert.ThrowsAsync<ServiceBusException>(() => sender.CancelScheduledMessageAsync(cancelled));
        Assert.Equal(ServiceBusFailureReason.MessageNotFound, exception.Reason);

        _time.Advance(TimeSpan.FromHours(0.5));
        await Eventually.IsTrueAsync(() => _scenario.Broker.Statistics(queue).Active == 1, "the other one is enqueued");
    }

    [Fact]
    public async Task A_scheduled_message_is_peeked_with_its_state_and_number_among_the_others()
    {
        await using ServiceBusSender sender = _scenario.Client.CreateSender("orders");
        await sender.SendMessageAsync(new ServiceBusMessage("1"));
        long number = await sender.ScheduleMessageAsync(new ServiceBusMessage("2"), InTenMinutes);
        await sender.SendMessageAsync(new ServiceBusMessage("3"));

        IReadOnlyList<ServiceBusReceivedMessage> peeked = await _scenario.Client.CreateReceiver("orders").PeekMessagesAsync(10);

        Assert.Equal(["1", "2", "3"], peeked.Select(message => message.Body.ToString()));
        Assert.Equal((ServiceBusMessageState.Scheduled, number), (peeked[1].State, peeked[1].SequenceNumber));
    }

    [Fact]
    public async Task A_scheduled_duplicate_is_dropped()
    {
        await using ServiceBusSender sender = _scenario.Client.CreateSender("once");
        await sender.ScheduleMessageAsync(new ServiceBusMessage("x") { MessageId = "same" }, InTenMinutes);
        await sender.SendMessageAsync(new ServiceBusMessage("x") { MessageId = "same" });

        Assert.Equal(new TopicStatistics(Accepted: 1, DuplicatesDropped: 1, Scheduled: 1), _scenario.Broker.TopicStatistics("once"));
    }
}
