using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Processing.Reading;
using HumanosFunctions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Processing;

/// <summary>
/// Brings one message of a subscription to its handlers. Returning completes the message; an exception makes the host
/// abandon it, and it comes again; what can never succeed is dead-lettered.
/// </summary>
public sealed partial class EventProcessor(EventDispatch dispatch, IngestorMetrics metrics, TimeProvider time, ILogger<EventProcessor> logger)
{
    public async Task ProcessAsync(
        string subject,
        ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken)
    {
        using Activity? trace = ProcessTrace.Start(subject, message);
        switch (MessageReader.Read(message, subject))
        {
            case MessageReading.Foreign foreign:
                await DeadLetterAsync(subject, message, actions, foreign.Reason, cancellationToken);
                break;

            case MessageReading.Read read when await dispatch.HandleAsync(read.Event, read.Facts, cancellationToken) is HandlingResult.DeadLetter never:
                await DeadLetterAsync(subject, message, actions, never.Reason, cancellationToken);
                break;

            case MessageReading.Read read:
                metrics.Processed(subject, time.GetUtcNow() - read.Facts.ReceivedAt);
                ProcessTrace.Processed(read.Facts.EventId);
                Log.Processed(logger, read.Facts.EventId, subject);
                break;
        }
    }

    // Not caught if it fails: a message that was not dead-lettered must not be completed.
    private async Task DeadLetterAsync(
        string subject, ServiceBusReceivedMessage message, ServiceBusMessageActions actions, string reason, CancellationToken cancellationToken)
    {
        await actions.DeadLetterMessageAsync(message, deadLetterReason: reason, cancellationToken: cancellationToken);
        metrics.DeadLettered(subject, reason);
        ProcessTrace.DeadLettered(reason);
        Log.DeadLettered(logger, message.SequenceNumber, subject, reason);
    }

    private static partial class Log
    {
        [LoggerMessage(40, LogLevel.Information, "Processed event {EventId} of {Subject}")]
        public static partial void Processed(ILogger logger, string eventId, string subject);

        [LoggerMessage(41, LogLevel.Error, "Dead-lettered message {SequenceNumber} of {Subject}: {Reason}")]
        public static partial void DeadLettered(ILogger logger, long sequenceNumber, string subject, string reason);
    }
}
