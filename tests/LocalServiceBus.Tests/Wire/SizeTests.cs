using Azure.Messaging.ServiceBus;

namespace LocalServiceBus.Tests.Wire;

public sealed class SizeTests : IAsyncLifetime
{
    private BrokerScenario _scenario = null!;

    public async Task InitializeAsync() => _scenario = await BrokerScenario.StartAsync();

    public async Task DisposeAsync() => await _scenario.DisposeAsync();

    [Fact]
    public async Task A_message_over_the_limit_is_refused_and_one_below_it_is_not()
    {
        await _scenario.SendAsync("orders", new ServiceBusMessage(new byte[255 * 1024]));

        ServiceBusException exception = await Assert.ThrowsAsync<ServiceBusException>(
            () => _scenario.SendAsync("orders", new ServiceBusMessage(new byte[257 * 1024])));
        Assert.Equal(ServiceBusFailureReason.MessageSizeExceeded, exception.Reason);
        Assert.Equal(1, _scenario.Broker.Statistics("orders").Active);
    }

    [Fact]
    public async Task A_message_just_below_the_limit_is_received_although_the_broker_adds_to_it()
    {
        int atMost = 256 * 1024;
        await using ServiceBusSender sender = _scenario.Client.CreateSender("orders");
        using ServiceBusMessageBatch batch = await sender.CreateMessageBatchAsync();
        while (!batch.TryAddMessage(new ServiceBusMessage(new byte[atMost])))
        {
            atMost--;
        }

        await sender.SendMessagesAsync(batch);

        Assert.Equal(atMost, (await _scenario.ReceiveOneAsync(_scenario.Client.CreateReceiver("orders"))).Body.ToArray().Length);
    }

    [Fact]
    public async Task Peeking_answers_with_more_than_one_message_may_hold()
    {
        await _scenario.SendAsync("orders", [.. Enumerable.Range(0, 5).Select(_ => new ServiceBusMessage(new byte[200 * 1024]))]);

        Assert.Equal(5, (await _scenario.Client.CreateReceiver("orders").PeekMessagesAsync(10)).Count);
    }

    [Fact]
    public async Task A_batch_ends_at_the_limit()
    {
        await using ServiceBusSender sender = _scenario.Client.CreateSender("orders");
        using ServiceBusMessageBatch batch = await sender.CreateMessageBatchAsync();

        Assert.Equal(256 * 1024, batch.MaxSizeInBytes);
        Assert.True(batch.TryAddMessage(new ServiceBusMessage(new byte[200 * 1024])));
        Assert.False(batch.TryAddMessage(new ServiceBusMessage(new byte[100 * 1024])));
        await sender.SendMessagesAsync(batch);
        Assert.Equal(1, _scenario.Broker.Statistics("orders").Active);
    }

    [Fact]
    public async Task The_limit_can_be_set()
    {
        await using DevelopmentBroker broker = await DevelopmentBroker.StartAsync(
            new BrokerOptions { Topology = Topologies.Sample, MaxMessageBytes = 1024 * 1024 });
        await using ServiceBusClient client = BrokerScenario.Connect(broker.ConnectionString);

        await client.CreateSender("orders").SendMessageAsync(new ServiceBusMessage(new byte[1000 * 1024]));

        Assert.Equal(1000 * 1024, (await client.CreateReceiver("orders").ReceiveMessageAsync()).Body.ToArray().Length);
    }
}
