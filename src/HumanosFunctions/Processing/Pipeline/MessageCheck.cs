using System.Globalization;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Processing.Pipeline;

/// <summary>Whether this app published a message, as far as the message itself shows it. Nothing else is read.</summary>
public abstract record MessageCheck
{
    private const string JsonContentType = "application/json";

    private MessageCheck()
    {
    }

    /// <param name="message">The message of a subscription.</param>
    /// <param name="subject">The subject that the subscription receives.</param>
    public static MessageCheck Of(ServiceBusReceivedMessage message, string subject) =>
        MessageBody.Of(message) is not { } body ? new Foreign(MessageBody.ForeignReason)
        : message.ContentType != JsonContentType ? new Foreign("ForeignContentType")
        : message.Subject != subject ? new Foreign("WrongSubject")
        : FactsOf(message) is not { } facts ? new Foreign("NoCloudEvent")
        : new Published(message, body, facts);

    private static EventFacts? FactsOf(ServiceBusReceivedMessage message) =>
        message.TextOf(EventProperties.Id) is { } id
        && message.TextOf(EventProperties.Type) is { } type
        && Time(message, EventProperties.Time) is { } occurredAt
            ? new EventFacts
            {
                EventId = id,
                RequestId = message.TextOf(EventProperties.Subject) ?? id,
                EventType = type,
                ApiVersion = message.TextOf(EventProperties.ApiVersion),
                Issuer = message.TextOf(EventProperties.Source) ?? string.Empty,
                OccurredAt = occurredAt,
                ReceivedAt = Time(message, EventProperties.ReceivedAt) ?? message.EnqueuedTime,
            }
            : null;

    private static DateTimeOffset? Time(ServiceBusReceivedMessage message, string property) =>
        DateTimeOffset.TryParse(message.TextOf(property), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)
            ? time
            : null;

    /// <summary>A message of this app.</summary>
    /// <param name="Message">The message.</param>
    /// <param name="Body">The event or, with a claim check, an empty object.</param>
    /// <param name="Facts">What the properties say of the event.</param>
    public sealed record Published(ServiceBusReceivedMessage Message, ReadOnlyMemory<byte> Body, EventFacts Facts) : MessageCheck;

    /// <summary>Not a message of this app, or a modified one. It can never be processed.</summary>
    /// <param name="Reason">A fixed word for the fault, without content.</param>
    public sealed record Foreign(string Reason) : MessageCheck;
}

/// <summary>Reads the bytes of a message. Other senders can use AMQP value or sequence bodies, which this app never writes.</summary>
public static class MessageBody
{
    /// <summary>The fixed word for a message without bytes.</summary>
    public const string ForeignReason = "ForeignBody";

    /// <summary>Returns null if the body is an AMQP value or sequence.</summary>
    public static ReadOnlyMemory<byte>? Of(ServiceBusReceivedMessage message)
    {
        // Not a conditional expression: it would convert null to an empty memory.
        if (message.GetRawAmqpMessage().Body.TryGetData(out IEnumerable<ReadOnlyMemory<byte>>? _))
        {
            return message.Body.ToMemory();
        }

        return null;
    }

    /// <summary>Returns the text of a property, or null if it is missing, empty or not a text.</summary>
    internal static string? TextOf(this ServiceBusReceivedMessage message, string property) =>
        message.ApplicationProperties.TryGetValue(property, out object? value) && value is string { Length: > 0 } text ? text : null;
}
