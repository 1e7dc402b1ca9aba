using Azure.Messaging.ServiceBus;
using Azure.Storage.Blobs;

namespace Humanos.Webhooks.ServiceBus;

/// <summary>
/// Reads a message of the topic into a typed event: properties, claim check and repeated ids included. One reader serves a
/// whole process, and is safe for concurrent use where its <see cref="IHandledEvents"/> is.
/// </summary>
public sealed class EventMessageReader
{
    private readonly Func<string, CancellationToken, Task<Stream>> _openLargeEvent;
    private readonly IHandledEvents _handled;

    /// <summary>Reads large events from the container <c>claim-check</c> of the ingestor's storage account.</summary>
    /// <param name="largeEvents">The container. The client's identity needs the role Storage Blob Data Reader on it.</param>
    /// <param name="handled">The ids of handled events.</param>
    public EventMessageReader(BlobContainerClient largeEvents, IHandledEvents handled)
        : this(OpenerOf(largeEvents), handled)
    {
    }

    /// <summary>Reads large events from a place of your own, such as a folder beside a local ingestor.</summary>
    /// <param name="openLargeEvent">
    /// Opens the blob of a name, which is one part of a path: letters, digits, <c>-</c>, <c>.</c> and <c>_</c>. What it throws is
    /// passed on, so that the message comes again.
    /// </param>
    /// <param name="handled">The ids of handled events.</param>
    public EventMessageReader(Func<string, CancellationToken, Task<Stream>> openLargeEvent, IHandledEvents handled)
    {
        ArgumentNullException.ThrowIfNull(openLargeEvent);
        ArgumentNullException.ThrowIfNull(handled);
        (_openLargeEvent, _handled) = (openLargeEvent, handled);
    }

    /// <summary>
    /// Reads one message. It throws what a storage account or <see cref="IHandledEvents"/> throws: abandon the message then, and
    /// it comes again.
    /// </summary>
    /// <param name="message">The message as received.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<EventReading> ReadAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
    {
        EventFacts facts = EventFacts.Of(message);
        if (facts.EventId is not { } eventId)
        {
            return new EventReading.Unreadable(facts, UnreadableReason.NoEventId);
        }

        if (await _handled.ContainsAsync(eventId, cancellationToken).ConfigureAwait(false))
        {
            return new EventReading.Repeated(facts);
        }

        try
        {
            ReadOnlyMemory<byte> json = await ClaimCheck
                .ResolveAsync(message.ApplicationProperties, message.Body.ToMemory(), _openLargeEvent, cancellationToken)
                .ConfigureAwait(false);
            return HumanosEvent.Parse(json) is EventParsing.Parsed { Event: var humanosEvent }
                ? new EventReading.Unhandled(facts, eventId, humanosEvent)
                : new EventReading.Unreadable(facts, UnreadableReason.NoJsonObject);
        }
        catch (ClaimCheckException never)
        {
            return new EventReading.Unreadable(facts, ReasonOf(never.Fault));
        }
    }

    /// <summary>
    /// Remembers that an event has been handled. Call it after the work is done: if the work fails, the event comes again and
    /// must not pass for a repetition.
    /// </summary>
    /// <param name="reading">What <see cref="ReadAsync"/> returned.</param>
    /// <param name="cancellationToken">Ends the write.</param>
    public ValueTask RememberAsync(EventReading.Unhandled reading, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return _handled.AddAsync(reading.EventId, cancellationToken);
    }

    private static UnreadableReason ReasonOf(ClaimCheckFault fault) =>
        fault == ClaimCheckFault.Mismatch ? UnreadableReason.ClaimCheckMismatch : UnreadableReason.ClaimCheckMalformed;

    private static Func<string, CancellationToken, Task<Stream>> OpenerOf(BlobContainerClient container)
    {
        ArgumentNullException.ThrowIfNull(container);
        return async (blob, cancellationToken) =>
            (await container.GetBlobClient(blob).DownloadStreamingAsync(cancellationToken: cancellationToken).ConfigureAwait(false)).Value.Content;
    }
}
