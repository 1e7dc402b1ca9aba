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
    public async Task A_message_over_the_limit_is_refused_and_one_below_it_is_not()
    {
        await _scenario.SendAsync("orders", new ServiceBusMessage(new byte[255 * 1024]));

        ServiceBusException exception = await Assert.ThrowsAsync<ServiceBusException>(
            () => _scenario.SendAsync("orders", new ServiceBusMessage(new byte[257 * 1024])));
        Assert.Equal(ServiceBusFailureReason.MessageSizeExceeded, exception.Reason);
        Assert.Equal(1, _scenario.Broker.Statistics("orders").Active);
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
    public async Task Sessions_are_refused_with_a_clear_word()
    {
        Exception exception = await Assert.ThrowsAnyAsync<Exception>(() => _scenario.Client.AcceptSessionAsync("orders", "s-1"));
        Assert.Contains("Sessions are not supported", exception.Message, StringComparison.Ordinal);
    }

    private static async Task AssertNotFoundAsync(Func<Task> action)
    {
        ServiceBusException exception = await Assert.ThrowsAsync<ServiceBusException>(action);
        Assert.Equal(ServiceBusFailureReason.MessagingEntityNotFound, exception.Reason);
    }
}
