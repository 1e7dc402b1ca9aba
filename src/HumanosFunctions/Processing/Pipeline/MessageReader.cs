using Azure.Messaging.ServiceBus;
using Humanos.Webhooks;
using HumanosFunctions.Payloads;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Processing.Pipeline;

/// <summary>Reads the event from a message. The counterpart of <see cref="EventMessage"/>.</summary>
public sealed class MessageReader(IPayloadStore payloads)
{
    /// <summary>Returns the id under which the request of a message is stored. It does not read a claim-check payload, which can be erased.</summary>
    public static string RequestIdOf(ServiceBusReceivedMessage message) => RequestKey.Of(
        message.TextOf(EventProperties.Subject), message.TextOf(EventProperties.Id) ?? message.MessageId ?? string.Empty, () => MessageBody.Of(message));

    /// <summary>Checks a message and reads the event from it.</summary>
    /// <param name="message">The message of a subscription.</param>
    /// <param name="subject">The subject that the subscription receives.</param>
    /// <param name="cancellationToken">Cancels the read of a claim-check payload.</param>
    /// <remarks>It throws if the claim-check payload is not available now. Try again later.</remarks>
    public async Task<MessageReading> ReadAsync(ServiceBusReceivedMessage message, string subject, CancellationToken cancellationToken)
    {
        MessageCheck check = MessageCheck.Of(message, subject);
        return check is MessageCheck.Foreign foreign ? new MessageReading.Foreign(foreign.Reason) : await ReadAsync((MessageCheck.Published)check, cancellationToken);
    }

    /// <summary>Reads the event from a message that is checked.</summary>
    /// <remarks>It throws if the claim-check payload is not available now. Try again later.</remarks>
    public async Task<MessageReading> ReadAsync(MessageCheck.Published published, CancellationToken cancellationToken)
    {
        try
        {
            ReadOnlyMemory<byte> json = await ResolveAsync(published.Message, published.Body, cancellationToken);
            return HumanosEvent.Parse(json) is EventParsing.Parsed { Event: HumanosEvent parsed }
                ? new MessageReading.Read(parsed, published.Facts with { RequestId = RequestKey.Of(parsed, published.Facts.RequestId) })
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
            return new BodyReading.Foreign(MessageBody.ForeignReason);
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
