using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;

namespace LocalServiceBus.Tests.Wire;

public sealed class SendAndReceiveTests : IAsyncLifetime
{
    private BrokerScenario _scenario = null!;

    public async Task InitializeAsync() => _scenario = await BrokerScenario.StartAsync();

    public async Task DisposeAsync() => await _scenario.DisposeAsync();

    [Fact]
    public async Task System_properties_arrive_as_sent_with_what_the_broker_adds()
    {
        var sent = new ServiceBusMessage("body")
        {
            MessageId = "m-1",
            Subject = "red",
            CorrelationId = "c-1",
            ContentType = "application/json",
            ReplyTo = "replies",
            To = "somebody",
            SessionId = "s-1",
            ReplyToSessionId = "s-2",
            PartitionKey = "s-1",
            TimeToLive = TimeSpan.FromMinutes(5),
        };
        ServiceBusReceivedMessage received = await RoundTripAsync(sent);

        Assert.Equal(
            (sent.MessageId, sent.Subject, sent.CorrelationId, sent.ContentType, sent.ReplyTo, sent.To),
            (received.MessageId, received.Subject, received.CorrelationId, received.ContentType, received.ReplyTo, received.To));
        Assert.Equal(
            (sent.SessionId, sent.ReplyToSessionId, sent.PartitionKey, sent.TimeToLive),
            (received.SessionId, received.ReplyToSessionId, received.PartitionKey, received.TimeToLive));
        Assert.Equal((1, 1, 1), (received.SequenceNumber, received.EnqueuedSequenceNumber, received.DeliveryCount));
        Assert.True(received.LockedUntil >= received.EnqueuedTime + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Application_properties_keep_their_types()
    {
        object[] values =
        [
            "ä", 'c', (byte)1, (sbyte)-1, (short)-2, (ushort)2, -3, 3u, -4L, 4UL, true, 0.5f, 0.25, 1.5m, Guid.NewGuid(),
            new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), DateTimeOffset.UtcNow, TimeSpan.FromTicks(5), new Uri("https://example.org/x"),
        ];
        var sent = new ServiceBusMessage("body");
        foreach (object value in values)
        {
            sent.ApplicationProperties[value.GetType().Name] = value;
        }

        Assert.Equal(sent.ApplicationProperties, (await RoundTripAsync(sent)).ApplicationProperties);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255 * 1024)]
    public async Task A_body_of_any_size_arrives_byte_for_byte(int size)
    {
        byte[] body = new byte[size];
        new Random(size).NextBytes(body);

        Assert.Equal(body, (await RoundTripAsync(new ServiceBusMessage(body))).Body.ToArray());
    }

    [Fact]
    public async Task A_body_that_is_no_bytes_arrives_as_it_is()
    {
        var value = new ServiceBusMessage();
        value.GetRawAmqpMessage().Body = AmqpMessageBody.FromValue(42L);
        ServiceBusReceivedMessage received = await RoundTripAsync(value);

        Assert.True(received.GetRawAmqpMessage().Body.TryGetValue(out object? body));
        Assert.Equal(42L, body);
    }

    [Fact]
    public async Task A_message_without_an_id_gets_one_and_keeps_the_rest()
    {
        ServiceBusReceivedMessage received = await RoundTripAsync(new ServiceBusMessage("body") { ApplicationProperties = { ["a"] = 1 } });

        Assert.Equal(32, received.MessageId.Length);
        Assert.Equal(("body", 1), (received.Body.ToString(), received.ApplicationProperties["a"]));
    }

    private async Task<ServiceBusReceivedMessage> RoundTripAsync(ServiceBusMessage message)
    {
        await _scenario.SendAsync("orders", message);
        return await _scenario.ReceiveOneAsync(_scenario.Client.CreateReceiver("orders"));
    }
}
