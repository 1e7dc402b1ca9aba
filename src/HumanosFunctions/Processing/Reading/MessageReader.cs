using System.Globalization;
using Azure.Messaging.ServiceBus;
using Humanos.Webhooks;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Processing.Reading;

/// <summary>Turns a message back into the event it was made from; the counterpart of <see cref="EventMessage"/>.</summary>
public static class MessageReader
{
    private const string JsonContentType = "application/json";

    /// <param name="message">From a subscription.</param>
    /// <param name="subject">The one subject that the subscription is meant for.</param>
    public static MessageReading Read(ServiceBusReceivedMessage message, string subject)
    {
        if (message.ContentType != JsonContentType)
        {
            return new MessageReading.Foreign("ForeignContentType");
        }

        if (message.Subject != subject)
        {
            return new MessageReading.Foreign("WrongSubject");
        }

        if (Facts(message) is not { } facts)
        {
            return new MessageReading.Foreign("NoCloudEvent");
        }

        return HumanosEvent.Parse(message.Body.ToMemory()) is EventParsing.Parsed { Event: HumanosEvent parsed }
            ? new MessageReading.Read(parsed, facts)
            : new MessageReading.Foreign("NoJsonObject");
    }

    private static EventFacts? Facts(ServiceBusReceivedMessage message) =>
        Text(message, EventProperties.Id) is { } id
        && Text(message, EventProperties.Type) is { } type
        && Time(message, EventProperties.Time) is { } occurredAt
            ? new EventFacts
            {
                EventId = id,
                RequestId = Text(message, EventProperties.Subject) ?? string.Empty,
                EventType = type,
                ApiVersion = Text(message, EventProperties.ApiVersion),
                Issuer = Text(message, EventProperties.Source) ?? string.Empty,
                OccurredAt = occurredAt,
                ReceivedAt = Time(message, EventProperties.ReceivedAt) ?? message.EnqueuedTime,
            }
            : null;

    private static DateTimeOffset? Time(ServiceBusReceivedMessage message, string property) =>
        DateTimeOffset.TryParse(Text(message, property), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)
            ? time
            : null;

    private static string? Text(ServiceBusReceivedMessage message, string property) =>
        message.ApplicationProperties.TryGetValue(property, out object? value) && value is string { Length: > 0 } text ? text : null;
}
