using Azure.Messaging.ServiceBus;
using HumanosFunctions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Processing;

/// <summary>
/// Brings one message of a subscription into the store. Returning completes the message; an exception makes the host
/// abandon it, and it comes again; what can never succeed is dead-lettered.
/// </summary>
public sealed partial class EventProcessor(SqliteEventWriter store, ILogger<EventProcessor> logger)
{
    public async Task ProcessAsync(
        string processor,
        ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken)
    {
        switch (EventReader.Read(message, processor))
        {
            case EventReading.Foreign foreign:
                // Not caught if it fails: a message that was not dead-lettered must not be completed.
                await actions.DeadLetterMessageAsync(message, deadLetterReason: foreign.Reason, cancellationToken: cancellationToken);
                Log.Foreign(logger, processor, message.SequenceNumber, foreign.Reason);
                break;

            case EventReading.Read { Event: ProcessedEvent @event }:
                StoreWrite write = await store.WriteAsync(@event, cancellationToken);
                Log.Processed(logger, processor, @event.EventId, write);
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(40, LogLevel.Information, "{Processor} processed event {EventId}: {Result}")]
        public static partial void Processed(ILogger logger, string processor, string eventId, StoreWrite result);

        [LoggerMessage(41, LogLevel.Error, "{Processor} dead-lettered message {SequenceNumber}: {Reason}")]
        public static partial void Foreign(ILogger logger, string processor, long sequenceNumber, string reason);
    }
}
