using Azure.Messaging.ServiceBus;
using Humanos.Webhooks;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Tests.Telemetry;

/// <summary>Messages to publish, and the same as they are received.</summary>
internal static class Messages
{
    private static readonly DateTimeOffset SignedAt = new(2026, 6, 1, 20, 15, 30, TimeSpan.Zero);

    public static EventMessage Event(string sample = "2026-05-17/credential")
    {
        using var sender = new Sender();
        DecryptedEvent decrypted = sender.Open(sender.Seal(Samples.Read(sample), SignedAt), SignedAt);
        return EventMessage.Describe(decrypted, RoutingFacts.Read(decrypted)!, resource: null, SignedAt);
    }

    public static ServiceBusReceivedMessage Received(ServiceBusMessage message) => ServiceBusModelFactory.ServiceBusReceivedMessage(
        body: message.Body,
        messageId: message.MessageId,
        subject: message.Subject,
        contentType: message.ContentType,
        correlationId: message.CorrelationId,
        properties: message.ApplicationProperties,
        deliveryCount: 1);
}
