using Azure.Messaging.ServiceBus;

namespace LocalServiceBus.Tests.Wire;

public sealed class DeferralTests : IAsyncLifetime
{
    private BrokerScenario _scenario = null!;
    private ServiceBusReceiver _receiver = null!;
    private long _sequenceNumber;

    public async Task InitializeAsync()
    {
        _scenario = await BrokerScenario.StartAsync();
        _receiver = _scenario.Client.CreateReceiver("orders");
        await _scenario.SendAsync("orders", new ServiceBusMessage("later"));
        ServiceBusReceivedMessage message = await _scenario.ReceiveOneAsync(_receiver);
        _sequenceNumber = message.SequenceNumber;
        await _receiver.DeferMessageAsync(message, new Dictionary<string, object> { ["why"] = "too early" });
    }

    public async Task DisposeAsync() => await _scenario.DisposeAsync();

    [Fact]
    public async Task A_deferred_message_is_received_by_its_sequence_number_and_completed()
    {
        Assert.Equal((0, 1), (_scenario.Broker.Statistics("orders").Active, _scenario.Broker.Statistics("orders").Deferred));

        ServiceBusReceivedMessage message = await _receiver.ReceiveDeferredMessageAsync(_sequenceNumber);

        Assert.Equal(("later", "too early"), (message.Body.ToString(), message.ApplicationProperties["why"]));
        await _receiver.CompleteMessageAsync(message);
        Assert.Equal(1, _scenario.Broker.Statistics("orders").Completed);
    }

    [Fact]
    public async Task An_abandoned_deferred_message_stays_deferred()
    {
        await _receiver.AbandonMessageAsync(await _receiver.ReceiveDeferredMessageAsync(_sequenceNumber));

        ServiceBusReceivedMessage again = await _receiver.ReceiveDeferredMessageAsync(_sequenceNumber);
        Assert.Equal(2, again.DeliveryCount);
    }

    [Fact]
    public async Task A_deferred_message_can_be_dead_lettered_with_its_reason()
    {
        await _receiver.DeadLetterMessageAsync(await _receiver.ReceiveDeferredMessageAsync(_sequenceNumber), "Poison", "still too early");

        ServiceBusReceiver dead = _scenario.Client.CreateReceiver("orders", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        ServiceBusReceivedMessage letter = await _scenario.ReceiveOneAsync(dead);
        Assert.Equal(("Poison", "still too early"), (letter.DeadLetterReason, letter.DeadLetterErrorDescription));
    }

    [Fact]
    public async Task A_deferred_message_is_peeked_as_deferred()
    {
        Assert.Equal(ServiceBusMessageState.Deferred, (await _receiver.PeekMessageAsync()).State);
    }

    [Fact]
    public async Task A_sequence_number_that_is_not_deferred_is_not_found()
    {
        ServiceBusException exception = await Assert.ThrowsAsync<ServiceBusException>(() => _receiver.ReceiveDeferredMessageAsync(4711));
        Assert.Equal(ServiceBusFailureReason.MessageNotFound, exception.Reason);
    }
}
