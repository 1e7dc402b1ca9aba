using System.Globalization;
using Azure.Messaging.ServiceBus;
using Humanos.Webhooks;
using HumanosFunctions.Payloads;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Processing.Pipeline;

/// <summary>Reads the event from a message. The counterpart of <see cref="EventMessage"/>.</summary>
public sealed class MessageReader(IPayloadStore payloads)
{
    private const string JsonContentType = "application/json";

    /// <summary>Returns why the message can never be processed, as far as the message itself shows it, or null. Nothing else is read.</summary>
    /// <param name="message">The message of a subscription.</param>
    /// <param name="subject">The subject that the subscription receives, or null if it receives every event.</param>
    public static string? ForeignReason(ServiceBusReceivedMessage message, string? subject) =>
        MessageBody.Of(message) is null ? "ForeignBody"
        : subject is null ? null
        : message.ContentType != JsonContentType ? "ForeignContentType"
        : message.Subject != subject ? "WrongSubject"
        : Facts(message) is null ? "NoCloudEvent"
        : null;

    /// <summary>Returns the id under which the request of a message is stored. It does not read a claim-check payload, which can be erased.</summary>
    public static string RequestIdOf(ServiceBusReceivedMessage message) => RequestKey.Of(
        Text(message, EventProperties.Subject), Text(message, EventProperties.Id) ?? message.MessageId ?? string.Empty, () => MessageBody.Of(message));

    /// <param name="message">The message of a subscription.</param>
    /// <param name="subject">The subject that the subscription receives.</param>
    /// <param name="cancellationToken">Cancels the read of a claim-check payload.</param>
    /// <remarks>It throws if the claim-check payload is not available now. Try again later.</remarks>
    public async Task<MessageReading> ReadAsync(ServiceBusReceivedMessage message, string subject, CancellationToken cancellationToken)
    {
        if (ForeignReason(message, subject) is { } reason)
        {
            return new MessageReading.Foreign(reason);
        }

        EventFacts facts = Facts(message)!;
        try
        {
            ReadOnlyMemory<byte> json = await ResolveAsync(message, MessageBody.Of(message)!.Value, cancellationToken);
            return HumanosEvent.Parse(json) is EventParsing.Parsed { Event: HumanosEvent parsed }
                ? new MessageReading.Read(parsed, facts with { RequestId = RequestKey.Of(parsed, facts.RequestId) })
                : new MessageReading.Foreign("NoJsonObject");
        }
        catch (ClaimCheckException never)
        {
            return new MessageReading.Foreign($"ClaimCheck{never.Fault}");
        }
    }

    /// <summary>Reads the whole event without looking into it: the body of the message, or the payload that it refers to.</summary>
    /// <remarks>It throws if the claim-check payload is not available now. Try again later.</remarks>
    public async Task<BodyReading> ReadBodyAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        if (MessageBody.Of(message) is not { } body)
        {
            return new BodyReading.Foreign("ForeignBody");
        }

        try
        {
            return new BodyReading.Read(await ResolveAsync(message, body, cancellationToken));
        }
        catch (ClaimCheckException never)
        {
            return new BodyReading.Foreign($"ClaimCheck{never.Fault}");
        }
    }

    private Task<ReadOnlyMemory<byte>> ResolveAsync(ServiceBusReceivedMessage message, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        ClaimCheck.ResolveAsync(message.ApplicationProperties, body, OpenAsync, cancellationToken);

    // The payload was stored before the message was sent. If it is missing, an operator can restore it while the message is retried.
    private async Task<Stream> OpenAsync(string blob, CancellationToken cancellationToken) =>
        await payloads.OpenAsync(PayloadContainer.ClaimCheck, blob, cancellationToken)
        ?? throw new FileNotFoundException("The claim-check blob is missing.");

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

/// <summary>The result of reading a message.</summary>
public abstract record MessageReading
{
    private MessageReading()
    {
    }

    public sealed record Read(HumanosEvent Event, EventFacts Facts) : MessageReading;

    /// <summary>Not a message of this app, or a modified one. It can never be processed.</summary>
    /// <param name="Reason">A fixed word for the fault, without content.</param>
    public sealed record Foreign(string Reason) : MessageReading;
}

/// <summary>The result of reading the whole event of a message.</summary>
public abstract record BodyReading
{
    private BodyReading()
    {
    }

    public sealed record Read(ReadOnlyMemory<byte> Body) : BodyReading;

    /// <summary>It can never be read.</summary>
    /// <param name="Reason">A fixed word for the fault, without content.</param>
    public sealed record Foreign(string Reason) : BodyReading;
}

/// <summary>Reads the bytes of a message. Other senders can use AMQP value or sequence bodies, which this app never writes.</summary>
public static class MessageBody
{
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
}
