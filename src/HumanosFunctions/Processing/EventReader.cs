using System.Security.Cryptography;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Publishing;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Processing;

/// <summary>Turns a message back into the event it was made from; the counterpart of <see cref="EventMessage"/>.</summary>
public static class EventReader
{
    private const string JsonContentType = "application/json";

    public static EventReading Read(ServiceBusReceivedMessage message, string processor)
    {
        if (message.ContentType != JsonContentType)
        {
            return new EventReading.Foreign("ForeignContentType");
        }

        if (Text(message, EventProperties.Id) is not { } id || Text(message, EventProperties.Type) is not { } type)
        {
            return new EventReading.Foreign("NoCloudEvent");
        }

        ReadOnlySpan<byte> body = message.Body.ToMemory().Span;
        return new EventReading.Read(new ProcessedEvent
        {
            Processor = processor,
            EventId = id,
            RequestId = Text(message, EventProperties.Subject) ?? string.Empty,
            EventType = type,
            ApiVersion = Text(message, EventProperties.ApiVersion),
            Issuer = Text(message, EventProperties.Source) ?? string.Empty,
            OccurredAt = Text(message, EventProperties.Time) ?? string.Empty,
            ReceivedAt = Text(message, EventProperties.ReceivedAt) ?? string.Empty,
            Decision = Decision.Read(message.Body.ToMemory(), type),
            BodySha256 = Convert.ToHexStringLower(SHA256.HashData(body)),
            BodyLength = body.Length,
        });
    }

    private static string? Text(ServiceBusReceivedMessage message, string property) =>
        message.ApplicationProperties.TryGetValue(property, out object? value) && value is string { Length: > 0 } text ? text : null;
}
