using System.Globalization;
using Azure.Messaging.ServiceBus;
using Humanos.Webhooks;
using HumanosFunctions.Payloads;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Processing.Pipeline;

/// <summary>Turns a message back into the event it was made from; the counterpart of <see cref="EventMessage"/>.</summary>
public sealed class MessageReader(IPayloadStore bodies)
{
    private const string JsonContentType = "application/json";

    /// <param name="message">From a subscription.</param>
    /// <param name="subject">The one subject that the subscription is meant for.</param>
    /// <param name="cancellationToken">Ends the reading of what lies beside the message.</param>
    /// <remarks>Throws where that cannot be had now: try again later.</remarks>
    public async Task<MessageReading> ReadAsync(ServiceBusReceivedMessage message, string subject, CancellationToken cancellationToken)
    {
        if (MessageBody.Of(message) is not { } body)
        {
            return new MessageReading.Foreign("ForeignBody");
        }

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

        try
        {
            ReadOnlyMemory<byte> json = await ClaimCheck.ResolveAsync(message.ApplicationProperties, body, OpenAsync, cancellationToken);
            return HumanosEvent.Parse(json) is EventParsing.Parsed { Event: HumanosEvent parsed }
                ? new MessageReading.Read(parsed, facts with { RequestId = RequestKey.Of(parsed, facts.RequestId) })
                : new MessageReading.Foreign("NoJsonObject");
        }
        catch (ClaimCheckException never)
        {
            return new MessageReading.Foreign($"ClaimCheck{never.Fault}");
        }
    }

    // It was stored before the message was sent. If it is gone, a person can bring it back while the message is tried again.
    private async Task<Stream> OpenAsync(string blob, CancellationToken cancellationToken) =>
        await bodies.OpenAsync(PayloadContainer.ClaimCheck, blob, cancellationToken)
        ?? throw new FileNotFoundException("The blob of a claim check is missing.");

    private static EventFacts? Facts(ServiceBusReceivedMessage message) =>
        Text(message, EventProperties.Id) is { } id
        && Text(message, EventProperties.Type) is { } type
        && Time(message, EventProperties.Time) is { } occurredAt
            ? new EventFacts
            {
                EventId = id,
                RequestId = Text(message, EventProperties.Subject) ?? id,
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

/// <summary>What came of reading a message from a subscription.</summary>
public abstract record MessageReading
{
    private MessageReading()
    {
    }

    public sealed record Read(HumanosEvent Event, EventFacts Facts) : MessageReading;

    /// <summary>Not a message that this app published, or no longer what it was: it can never be processed.</summary>
    /// <param name="Reason">A fixed word that names the fault and no content.</param>
    public sealed record Foreign(string Reason) : MessageReading;
}

/// <summary>The bytes of a message. Everybody with the role may send, and AMQP knows bodies of other kinds, which this app never writes.</summary>
public static class MessageBody
{
    /// <summary>Null where the body is an AMQP value or sequence.</summary>
    public static ReadOnlyMemory<byte>? Of(ServiceBusReceivedMessage message)
    {
        // Not in one expression: beside a memory, null is taken for an empty one.
        if (message.GetRawAmqpMessage().Body.TryGetData(out IEnumerable<ReadOnlyMemory<byte>>? _))
        {
            return message.Body.ToMemory();
        }

        return null;
    }
}
