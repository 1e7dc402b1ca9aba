using Azure.Messaging.ServiceBus;

namespace LocalServiceBus.Tests.Wire;

public sealed class LockTests : IAsyncLifetime
{
    private BrokerScenario _scenario = null!;
    private ServiceBusReceiver _receiver = null!;

    public async Task InitializeAsync()
    {
        _scenario = await BrokerScenario.StartAsync();
        _receiver = _scenario.Client.CreateReceiver("brief");
        await _scenario.SendAsync("brief", new ServiceBusMessage("body"));
    }

    public async Task DisposeAsync() => await _scenario.DisposeAsync();

    [Fact]
    public async Task A_message_whose_lock_ran_out_comes_again_and_the_old_lock_settles_nothing()
    {
        ServiceBusReceivedMessage first = await _scenario.ReceiveOneAsync(_receiver);
        ServiceBusReceivedMessage second = await _scenario.ReceiveOneAsync(_receiver);

        Assert.Equal(2, second.DeliveryCount);
        await AssertLockLostAsync(() => _receiver.CompleteMessageAsync(first));
        await AssertLockLostAsync(() => _receiver.RenewMessageLockAsync(first));
    }

    [Fact]
    public async Task Renewing_moves_the_end_of_the_lock()
    {
        ServiceBusReceiver receiver = _scenario.Client.CreateReceiver("orders");
        await _scenario.SendAsync("orders", new ServiceBusMessage("body"));
        ServiceBusReceivedMessage message = await _scenario.ReceiveOneAsync(receiver);
        DateTimeOffset before = message.LockedUntil;

        // AMQP times have millisecond resolution, and the first renewal can happen within one millisecond.
        await Eventually.IsTrueAsync(
            async () =>
            {
                await receiver.RenewMessageLockAsync(message);
                return message.LockedUntil > before;
            },
            "the lock ends later");
        await receiver.CompleteMessageAsync(message);
    }

    [Fact]
    public async Task A_lock_outlives_the_receiver_that_took_it()
    {
        ServiceBusReceiver receiver = _scenario.Client.CreateReceiver("orders");
        await _scenario.SendAsync("orders", new ServiceBusMessage("body"));
        ServiceBusReceivedMessage message = await _scenario.ReceiveOneAsync(receiver);
        await receiver.DisposeAsync();

        Assert.Equal(1, _scenario.Broker.Statistics("orders").Locked);
        await _scenario.Client.CreateReceiver("orders").CompleteMessageAsync(message);
        Assert.Equal(1, _scenario.Broker.Statistics("orders").Completed);
    }

    [Fact]
    public async Task Messages_that_were_prefetched_but_not_looked_at_go_back_uncounted()
    {
        ServiceBusReceiver prefetching = _scenario.Client.CreateReceiver("orders", new ServiceBusReceiverOptions { PrefetchCount = 10 });
        await _scenario.SendAsync("orders", new ServiceBusMessage("one"), new ServiceBusMessage("two"));
        await _scenario.ReceiveOneAsync(prefetching);
        await Eventually.IsTrueAsync(() => _scenario.Broker.Statistics("orders").Locked == 2, "both messages are prefetched");

        await prefetching.CloseAsync();

        ServiceBusReceivedMessage again = await _scenario.ReceiveOneAsync(_scenario.Client.CreateReceiver("orders"));
        Assert.Equal(("two", 1), (again.Body.ToString(), again.DeliveryCount));
    }

    private static async Task AssertLockLostAsync(Func<Task> action)
    {
        ServiceBusException exception = await Assert.ThrowsAsync<ServiceBusException>(action);
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, exception.Reason);
    }
}
