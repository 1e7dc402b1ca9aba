using Azure.Messaging.ServiceBus;

namespace LocalServiceBus.Tests.Wire;

public sealed class SettlementTests : IAsyncLifetime
{
    private BrokerScenario _scenario = null!;
    private ServiceBusReceiver _receiver = null!;

    public async Task InitializeAsync()
    {
        _scenario = await BrokerScenario.StartAsync();
        _receiver = _scenario.Client.CreateReceiver("orders");
        await _scenario.SendAsync("orders", new ServiceBusMessage("body") { ApplicationProperties = { ["kept"] = "as sent", ["changed"] = 1 } });
    }

    public async Task DisposeAsync() => await _scenario.DisposeAsync();

    [Fact]
    public async Task A_completed_message_is_gone()
    {
        await _receiver.CompleteMessageAsync(await _scenario.ReceiveOneAsync(_receiver));

        Assert.Equal(new QueueStatistics(0, 0, 0, 0, 0, Enqueued: 1, Completed: 1), _scenario.Broker.Statistics("orders"));
    }

    [Fact]
    public async Task An_abandoned_message_comes_again_with_the_modified_properties()
    {
        ServiceBusReceivedMessage first = await _scenario.ReceiveOneAsync(_receiver);
        await _receiver.AbandonMessageAsync(first, new Dictionary<string, object> { ["changed"] = 2, ["added"] = true });
        ServiceBusReceivedMessage second = await _scenario.ReceiveOneAsync(_receiver);

        Assert.Equal(2, second.DeliveryCount);
        Assert.Equal("body", second.Body.ToString());
        Assert.Equal(new Dictionary<string, object> { ["kept"] = "as sent", ["changed"] = 2, ["added"] = true }, second.ApplicationProperties);
    }

    [Fact]
    public async Task A_message_that_fails_too_often_is_dead_lettered()
    {
        for (int delivery = 1; delivery <= 3; delivery++)
        {
            ServiceBusReceivedMessage message = await _scenario.ReceiveOneAsync(_receiver);
            Assert.Equal(delivery, message.DeliveryCount);
            await _receiver.AbandonMessageAsync(message);
        }

        ServiceBusReceiver dead = _scenario.Client.CreateReceiver("orders", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        Assert.Equal("MaxDeliveryCountExceeded", (await _scenario.ReceiveOneAsync(dead)).DeadLetterReason);
        Assert.Equal(0, _scenario.Broker.Statistics("orders").Active);
    }

    [Fact]
    public async Task A_message_received_with_deletion_is_gone_at_once()
    {
        ServiceBusReceiver deleting = _scenario.Client.CreateReceiver("orders", new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });

        Assert.Equal("body", (await _scenario.ReceiveOneAsync(deleting)).Body.ToString());
        Assert.Equal(new QueueStatistics(0, 0, 0, 0, 0, Enqueued: 1, Completed: 1), _scenario.Broker.Statistics("orders"));
    }
}
