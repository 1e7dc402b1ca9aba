using Azure.Messaging.ServiceBus;

namespace LocalServiceBus.Tests.Wire;

public sealed class DeadLetterTests : IAsyncLifetime
{
    private BrokerScenario _scenario = null!;
    private ServiceBusReceiver _receiver = null!;
    private ServiceBusReceiver _deadLetters = null!;

    public async Task InitializeAsync()
    {
        _scenario = await BrokerScenario.StartAsync();
        _receiver = _scenario.Client.CreateReceiver("orders");
        _deadLetters = _scenario.Client.CreateReceiver("orders", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        await _scenario.SendAsync("orders", new ServiceBusMessage("body") { ApplicationProperties = { ["kept"] = "as sent" } });
    }

    public async Task DisposeAsync() => await _scenario.DisposeAsync();

    [Fact]
    public async Task A_dead_lettered_message_keeps_its_body_and_says_why()
    {
        ServiceBusReceivedMessage message = await _scenario.ReceiveOneAsync(_receiver);
        await _receiver.DeadLetterMessageAsync(message, new Dictionary<string, object> { ["extra"] = "x" }, "Poison", "cannot be read");
        Assert.Equal(1, _scenario.Broker.Statistics("orders").DeadLettered);

        ServiceBusReceivedMessage letter = await _scenario.ReceiveOneAsync(_deadLetters);
        Assert.Equal(("Poison", "cannot be read", "body"), (letter.DeadLetterReason, letter.DeadLetterErrorDescription, letter.Body.ToString()));
        Assert.Equal(("x", "as sent"), (letter.ApplicationProperties["extra"], letter.ApplicationProperties["kept"]));
    }

    [Fact]
    public async Task A_dead_letter_can_be_peeked_and_completed()
    {
        await _receiver.DeadLetterMessageAsync(await _scenario.ReceiveOneAsync(_receiver));

        Assert.Equal("body", (await _deadLetters.PeekMessageAsync()).Body.ToString());
        await _deadLetters.CompleteMessageAsync(await _scenario.ReceiveOneAsync(_deadLetters));
        Assert.Equal(0, _scenario.Broker.Statistics("orders").DeadLettered);
        Assert.Equal(1, _scenario.Broker.Statistics("orders/$DeadLetterQueue").Completed);
    }

    [Fact]
    public async Task A_dead_letter_cannot_be_dead_lettered_again()
    {
        await _receiver.DeadLetterMessageAsync(await _scenario.ReceiveOneAsync(_receiver));
        ServiceBusReceivedMessage message = await _scenario.ReceiveOneAsync(_deadLetters);

        await Assert.ThrowsAsync<InvalidOperationException>(() => _deadLetters.DeadLetterMessageAsync(message));
    }
}
