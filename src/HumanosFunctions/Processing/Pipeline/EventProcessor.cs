using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Processing.Retrying;
using HumanosFunctions.Storage;
using HumanosFunctions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Processing.Pipeline;

/// <summary>
/// Brings one message of a subscription to its handlers. Returning completes the message: the event is processed, or a
/// copy of it waits in the queue. An exception makes the host abandon it, and it comes again at once; what can never
/// succeed is dead-lettered.
/// </summary>
public sealed partial class EventProcessor(
    MessageReader reader,
    EventDispatch dispatch,
    InProcessRetry atOnce,
    RetrySchedule later,
    IngestorMetrics metrics,
    TimeProvider time,
    ILogger<EventProcessor> logger)
{
    public Task ProcessAsync(
        EventSubscription subscription, ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken cancellationToken) =>
        ProcessAsync(subscription, subscription.Name, message, actions, cancellationToken);

    /// <summary>Of the queue of copies: each names the one subscription that it is for.</summary>
    public Task ProcessCopyAsync(ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken cancellationToken) =>
        EventSubscription.Named(EventCopy.SubscriptionOf(message)) is { } subscription
            ? ProcessAsync(subscription, EventCopy.Queue, message, actions, cancellationToken)
            : DeadLetterAsync("none", EventCopy.Queue, message, actions, new HandlingResult.DeadLetter("NoSubscription"), cancellationToken);

    /// <param name="subscription">Whose event it is.</param>
    /// <param name="entity">Where the message lies: a copy's dead letter is found there, not at its subscription.</param>
    /// <param name="message">From that entity.</param>
    /// <param name="actions">Settle it.</param>
    /// <param name="cancellationToken">The app stops.</param>
    private async Task ProcessAsync(
        EventSubscription subscription, string entity, ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken cancellationToken)
    {
        using Activity? trace = ProcessTrace.Start(subscription.Subject, message);
        HandlingResult result;
        try
        {
            result = await atOnce.RunAsync(subscription, token => AttemptAsync(subscription, message, token), cancellationToken);
        }
        catch (Exception failure) when (PermanentStoreFailure.ReasonOf(failure) is { } reason)
        {
            result = new HandlingResult.DeadLetter(reason, failure.GetType().Name);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            ProcessTrace.Failed(failure);
            result = await later.AddAsync(subscription, message, failure, cancellationToken);
        }

        if (result is HandlingResult.DeadLetter never)
        {
            await DeadLetterAsync(subscription.Name, entity, message, actions, never, cancellationToken);
        }
    }

    private async Task<HandlingResult> AttemptAsync(EventSubscription subscription, ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        MessageReading reading = await reader.ReadAsync(message, subscription.Subject, cancellationToken);
        if (reading is MessageReading.Foreign foreign)
        {
            return new HandlingResult.DeadLetter(foreign.Reason);
        }

        var read = (MessageReading.Read)reading;
        HandlingResult result = await dispatch.HandleAsync(read.Event, read.Facts, cancellationToken);
        if (result is HandlingResult.Handled)
        {
            metrics.Processed(subscription.Name, time.GetUtcNow() - read.Facts.ReceivedAt);
            ProcessTrace.Processed(read.Facts.EventId);
            Log.Processed(logger, read.Facts.EventId, subscription.Name);
        }

        return result;
    }

    // Not caught if it fails: a message that was not dead-lettered must not be completed.
    private async Task DeadLetterAsync(
        string subscription, string entity, ServiceBusReceivedMessage message, ServiceBusMessageActions actions, HandlingResult.DeadLetter never, CancellationToken cancellationToken)
    {
        await actions.DeadLetterMessageAsync(
            message, deadLetterReason: never.Reason, deadLetterErrorDescription: never.Description, cancellationToken: cancellationToken);
        metrics.DeadLettered(subscription, never.Reason);
        ProcessTrace.DeadLettered(never.Reason);
        Log.DeadLettered(logger, message.SequenceNumber, entity, never.Description is null ? never.Reason : $"{never.Reason}, {never.Description}");
    }

    private static partial class Log
    {
        [LoggerMessage(40, LogLevel.Information, "Processed event {EventId} of {Subscription}")]
        public static partial void Processed(ILogger logger, string eventId, string subscription);

        [LoggerMessage(41, LogLevel.Error, "Dead-lettered message {SequenceNumber} of {Entity}: {Reason}")]
        public static partial void DeadLettered(ILogger logger, long sequenceNumber, string entity, string reason);
    }
}
