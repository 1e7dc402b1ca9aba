using Azure.Messaging.ServiceBus;
using HumanosFunctions.Archive;
using HumanosFunctions.Processing.Retrying;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Processing.Pipeline;

/// <summary>
/// Writes the event of a message to the archive, whatever its type: it reads the bytes and never looks into them. It throws if the storage is
/// not available. Try again later.
/// </summary>
public sealed partial class EventArchiving(MessageReader reader, EventArchive archive, IOptions<ArchiveOptions> options, ILogger<EventArchiving> logger)
{
    public async Task<ArchivingResult> ArchiveAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        if (!options.Value.IsOn)
        {
            return new ArchivingResult.Off();
        }

        BodyReading reading = await reader.ReadBodyAsync(message, cancellationToken);
        if (reading is BodyReading.Foreign foreign)
        {
            return new ArchivingResult.Never(foreign.Reason);
        }

        ArchivedEvent archived = ArchivedEvent.Of(
            message, EventCopy.OriginalIdOf(message), EventCopy.PublishedProperties(message), ((BodyReading.Read)reading).Body);
        if (await archive.WriteAsync(archived, cancellationToken) == ArchiveWrite.Differs)
        {
            Log.Differs(logger, archived.Name);
            return new ArchivingResult.Never("ArchiveHoldsOtherBytes", archived.Name);
        }

        return new ArchivingResult.Archived(archived.Header.EventId, archived.Header.ReceivedAt);
    }

    private static partial class Log
    {
        [LoggerMessage(43, LogLevel.Error, "The archive holds other bytes than the event under {Name}, and keeps them")]
        public static partial void Differs(ILogger logger, string name);
    }
}

/// <summary>The result of archiving one message.</summary>
public abstract record ArchivingResult
{
    private ArchivingResult()
    {
    }

    /// <summary>The event is in the archive, now or before.</summary>
    public sealed record Archived(string EventId, DateTimeOffset ReceivedAt) : ArchivingResult;

    /// <summary>A retry cannot succeed.</summary>
    /// <param name="Reason">A fixed word for the fault, without content.</param>
    /// <param name="Description">The name of the object in the archive, or null.</param>
    public sealed record Never(string Reason, string? Description = null) : ArchivingResult;

    /// <summary>The archive is off, so the message is not needed.</summary>
    public sealed record Off : ArchivingResult;
}
