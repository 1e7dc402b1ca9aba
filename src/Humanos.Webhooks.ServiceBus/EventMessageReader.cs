using Azure.Messaging.ServiceBus;
using Azure.Storage.Blobs;

namespace Humanos.Webhooks.ServiceBus;

/// <summary>
/// Reads a message of the topic into a typed event. It reads the properties, resolves the claim check, and recognizes repeated events.
/// Use one reader per process. It is safe for concurrent use if its <see cref="IHandledEvents"/> is.
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

    /// <summary>Reads large events from another location, such as the folder of a local ingestor.</summary>
    /// <param name="openLargeEvent">
    /// Opens the blob with the given name. The name is one path segment with letters, digits, <c>-</c>, <c>.</c>, and <c>_</c>. Its
    /// exceptions reach the caller of the reader, so that the message is redelivered.
    /// </param>
    /// <param name="handled">The ids of handled events.</param>
    public EventMessageReader(Func<string, CancellationToken, Task<Stream>> openLargeEvent, IHandledEvents handled)
    {
        ArgumentNullException.ThrowIfNull(openLargeEvent);
        ArgumentNullException.ThrowIfNull(handled);
        (_openLargeEvent, _handled) = (openLargeEvent, handled);
    }

    /// <summary>
    /// Reads one message. Exceptions of the storage account and of <see cref="IHandledEvents"/> reach the caller. In that case, abandon
    /// the message, and Service Bus redelivers it.
    /// </summary>
    /// <param name="message">The message as received.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The event, or why there is none to handle.</returns>
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
        catch (ClaimCheckException exception)
        {
            return new EventReading.Unreadable(facts, ReasonOf(exception.Fault));
        }
    }

    /// <summary>
    /// Records that an event is handled. Call this method after the work is done. If the work fails, the event is redelivered and must not
    /// count as repeated.
    /// </summary>
    /// <param name="reading">The result of <see cref="ReadAsync"/>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A task that completes when the id is stored.</returns>
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
