using Azure.Messaging.ServiceBus;

namespace LocalServiceBus.Tests.Wire;

public sealed class SendAndReceiveTests
{
    [Fact]
    public async Task What_is_sent_is_received_with_body_and_properties_as_sent()
    {
        await using BrokerScenario scenario = await BrokerScenario.StartAsync();
        var sent = new ServiceBusMessage("{\"a\":1}"u8.ToArray())
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
        var now = DateTimeOffset.UtcNow;
        Dictionary<string, object> values = new()
        {
            ["text"] = "ä", ["int"] = 7, ["long"] = 1L << 40, ["flag"] = true, ["double"] = 0.5, ["guid"] = Guid.NewGuid(),
            ["when"] = now, ["span"] = TimeSpan.FromSeconds(3), ["uri"] = new Uri("https://example.org/x"), ["decimal"] = 1.5m,
        };
        foreach ((string name, object value) in values)
        {
            sent.ApplicationProperties[name] = value;
        }

        await scenario.SendAsync("orders", sent);
        ServiceBusReceivedMessage received = await scenario.ReceiveOneAsync(scenario.Client.CreateReceiver("orders"));

        Assert.Equal(sent.Body.ToArray(), received.Body.ToArray());
        Assert.Equal(values, received.ApplicationProperties);
        Assert.Equal(
            (sent.MessageId, sent.Subject, sent.CorrelationId, sent.ContentType, sent.ReplyTo, sent.To, sent.SessionId, sent.ReplyToSessionId, sent.PartitionKey, sent.TimeToLive),
            (received.MessageId, received.Subject, received.CorrelationId, received.ContentType, received.ReplyTo, received.To, received.SessionId, received.ReplyToSessionId, received.PartitionKey, received.TimeToLive));
        Assert.Equal(1, received.SequenceNumber);
        Assert.Equal(1, received.DeliveryCount);
    }
}
