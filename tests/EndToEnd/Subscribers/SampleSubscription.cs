using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;

namespace EndToEnd.Subscribers;

/// <summary>The subscription that a sample reads, from the other side: what goes in past the ingestor, and what is left.</summary>
public sealed class SampleSubscription(ServiceBusClient client, string name)
{
    private const string Topic = "humanos-events";
    private const string EventIdProperty = "cloudEvents_id";

    /// <summary>A type that no processor of ours takes.</summary>
    private const string Subject = "planted.tomorrow";

    public Task PublishAsync(byte[] body, string? eventId, Dictionary<string, object>? properties = null)
    {
        var message = new ServiceBusMessage(body) { ContentType = "application/json" };
        foreach ((string name, object value) in properties ?? [])
        {
            message.ApplicationProperties[name] = value;
        }

        return SendAsync(message, eventId);
    }

    /// <summary>Its body is an AMQP value instead of bytes, which the .NET SDK refuses with an exception.</summary>
    public Task PublishWithoutBytesAsync(string eventId)
    {
        var message = new ServiceBusMessage();
        message.GetRawAmqpMessage().Body = AmqpMessageBody.FromValue(1);
        return SendAsync(message, eventId);
    }

    public async Task<string> NextDeadLetterReasonAsync()
    {
        await using ServiceBusReceiver deadLetters = client.CreateReceiver(
            Topic, name, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter, ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });
        ServiceBusReceivedMessage? message = await deadLetters.ReceiveMessageAsync(TimeSpan.FromSeconds(30));
        Assert.NotNull(message);
        return message.DeadLetterReason;
    }

    public async Task WaitUntilSettledAsync()
    {
        await using ServiceBusReceiver receiver = client.CreateReceiver(Topic, name);
        await Eventually.IsTrueAsync(async () => await receiver.PeekMessageAsync(fromSequenceNumber: 0) is null, "every message is settled");
    }

    private async Task SendAsync(ServiceBusMessage message, string? eventId)
    {
        message.MessageId = Guid.NewGuid().ToString("N");
        message.Subject = Subject;
        if (eventId is not null)
        {
            message.ApplicationProperties[EventIdProperty] = eventId;
        }

        await using ServiceBusSender sender = client.CreateSender(Topic);
        await sender.SendMessageAsync(message);
    }
}
