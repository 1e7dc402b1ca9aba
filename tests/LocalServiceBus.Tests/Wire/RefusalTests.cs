using Azure.Messaging.ServiceBus;

namespace LocalServiceBus.Tests.Wire;

public sealed class RefusalTests : IAsyncLifetime
{
    private BrokerScenario _scenario = null!;

    public async Task InitializeAsync() => _scenario = await BrokerScenario.StartAsync();

    public async Task DisposeAsync() => await _scenario.DisposeAsync();

    [Fact]
    public async Task A_wrong_key_is_unauthorized()
    {
        string wrong = _scenario.Broker.ConnectionString.Replace("SAS_KEY_VALUE", "ANOTHER_VALUE", StringComparison.Ordinal);
        await using ServiceBusClient client = BrokerScenario.Connect(wrong);

        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => client.CreateSender("orders").SendMessageAsync(new ServiceBusMessage("x")));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => client.CreateReceiver("orders").ReceiveMessageAsync(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task An_entity_that_does_not_exist_is_not_found()
    {
        await AssertNotFoundAsync(() => _scenario.SendAsync("nowhere", new ServiceBusMessage("x")));
        await AssertNotFoundAsync(() => _scenario.Client.CreateReceiver("nowhere").ReceiveMessageAsync(TimeSpan.FromSeconds(1)));
        await AssertNotFoundAsync(() => _scenario.Client.CreateReceiver("events", "nowhere").PeekMessageAsync());
    }

    [Theory]
    [InlineData("orders/$DeadLetterQueue")]
    [InlineData("events/Subscriptions/all")]
    public async Task Nobody_sends_to_a_dead_letter_queue_or_a_subscription(string address)
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _scenario.SendAsync(address, new ServiceBusMessage("x")));
    }

    [Fact]
    public async Task Nobody_receives_from_a_topic()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => _scenario.Client.CreateReceiver("events").ReceiveMessageAsync(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Sessions_are_refused_with_a_clear_word()
    {
        Exception exception = await Assert.ThrowsAnyAsync<Exception>(() => _scenario.Client.AcceptSessionAsync("orders", "s-1"));
        Assert.Contains("Sessions are not supported", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Statistics_of_nothing_are_refused()
    {
        Assert.Throws<ArgumentException>(() => _scenario.Broker.Statistics("events"));
        Assert.Throws<ArgumentException>(() => _scenario.Broker.TopicStatistics("events/Subscriptions/all"));
    }

    private static async Task AssertNotFoundAsync(Func<Task> action)
    {
        ServiceBusException exception = await Assert.ThrowsAsync<ServiceBusException>(action);
        Assert.Equal(ServiceBusFailureReason.MessagingEntityNotFound, exception.Reason);
    }
}
