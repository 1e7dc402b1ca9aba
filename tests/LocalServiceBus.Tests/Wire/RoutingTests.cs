using Azure.Messaging.ServiceBus;

namespace LocalServiceBus.Tests.Wire;

public sealed class RoutingTests : IAsyncLifetime
{
    private BrokerScenario _scenario = null!;

    public async Task InitializeAsync() => _scenario = await BrokerScenario.StartAsync();

    public async Task DisposeAsync() => await _scenario.DisposeAsync();

    [Fact]
    public async Task A_subscription_gets_what_its_rules_match_and_without_rules_everything()
    {
        await _scenario.SendAsync("events",
            new ServiceBusMessage("1") { Subject = "red" },
            new ServiceBusMessage("2") { Subject = "Red" },
            new ServiceBusMessage("3") { ApplicationProperties = { ["size"] = 3L, ["colour"] = "red" } },
            new ServiceBusMessage("4") { ApplicationProperties = { ["size"] = 3, ["colour"] = "blue" } });

        Assert.Equal(4, Active("all"));
        Assert.Equal(1, Active("red"));
        Assert.Equal(1, Active("large"));
    }

    [Fact]
    public async Task A_message_sent_twice_is_stored_once()
    {
        await _scenario.SendAsync("events", [.. Enumerable.Repeat(0, 3).Select(_ => new ServiceBusMessage("x") { MessageId = "same" })]);
        await _scenario.SendAsync("once", [.. Enumerable.Repeat(0, 3).Select(_ => new ServiceBusMessage("x") { MessageId = "same" })]);

        Assert.Equal(1, Active("all"));
        Assert.Equal(new TopicStatistics(Accepted: 1, DuplicatesDropped: 2, Scheduled: 0), _scenario.Broker.TopicStatistics("events"));
        Assert.Equal(1, _scenario.Broker.Statistics("once").Enqueued);
    }

    [Fact]
    public async Task Every_part_of_a_batch_is_a_message_and_a_duplicate_within_it_is_dropped()
    {
        await using ServiceBusSender sender = _scenario.Client.CreateSender("events");
        await sender.SendMessagesAsync(Enumerable.Range(0, 100).Select(i => new ServiceBusMessage($"{i}") { MessageId = $"{i / 2}" }));

        ServiceBusReceiver receiver = _scenario.Client.CreateReceiver("events", "all");
        IReadOnlyList<ServiceBusReceivedMessage> received = await receiver.ReceiveMessagesAsync(50, TimeSpan.FromSeconds(20));

        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{2 * i}"), received.Select(message => message.Body.ToString()));
        Assert.Equal(new TopicStatistics(50, 50, 0), _scenario.Broker.TopicStatistics("events"));
    }

    private long Active(string subscription) => _scenario.Broker.Statistics($"events/Subscriptions/{subscription}").Active;
}
