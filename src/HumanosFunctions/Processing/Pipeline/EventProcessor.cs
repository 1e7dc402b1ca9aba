using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using Humanos.Webhooks;
using HumanosFunctions.Erasure;
using HumanosFunctions.Processing.Retrying;
using HumanosFunctions.Publishing;
using HumanosFunctions.Storage;
using HumanosFunctions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Processing.Pipeline;

/// <summary>
/// Processes one message of a subscription. If it returns, the host completes the message: the event is processed, or a copy is scheduled.
/// If it throws, the host abandons the message and the broker redelivers it at once. A message that can never succeed is dead-lettered.
/// </summary>
public sealed partial class EventProcessor(
    MessageReader reader,
    EventDispatch dispatch,
    EventArchiving archiving,
    ErasedRequests erased,
    InProcessRetry inProcessRetry,
    RetrySchedule retrySchedule,
    IngestorMetrics metrics,
    TimeProvider time,
    ILogger<EventProcessor> logger)
{
    public Task ProcessAsync(
        EventSubscription subscription, ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken cancellationToken) =>
        ProcessAsync(subscription, subscription.Name, message, actions, cancellationToken);

    /// <summary>Processes a message of the retry queue, which names the one subscription that it is for.</summary>
    public Task ProcessCopyAsync(ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken cancellationToken) =>
        EventSubscription.Named(EventCopy.SubscriptionOf(message)) is { } subscription
            ? ProcessAsync(subscription, EventCopy.Queue, message, actions, cancellationToken)
            : DeadLetterAsync("none", EventCopy.Queue, message, actions, new HandlingResult.DeadLetter("NoSubscription"), cancellationToken);

    /// <param name="subscription">The subscription that the event belongs to.</param>
    /// <param name="entity">The entity of the message. For a copy it is the retry queue, where its dead letter is found.</param>
    /// <param name="message">The message.</param>
    /// <param name="actions">The settlement actions.</param>
    /// <param name="cancellationToken">Cancelled when the app stops.</param>
    private async Task ProcessAsync(
        EventSubscription subscription, string entity, ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken cancellationToken)
    {
        using Activity? trace = ProcessTrace.Start(subscription.Subject ?? subscription.Name, message);
        HandlingResult result;
        try
        {
            result = await inProcessRetry.RunAsync(subscription, token => AttemptAsync(subscription, message, token), cancellationToken);
        }
        catch (Exception failure) when (PermanentStoreFailure.ReasonOf(failure) is { } reason)
        {
            result = new HandlingResult.DeadLetter(reason, failure.GetType().Name);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // The host abandons the message. The worker logs what is thrown, and the text of the failure can contain payload.
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception failure)
        {
            ProcessTrace.Failed(failure);
            result = await retrySchedule.AddAsync(subscription, message, failure, cancellationToken);
        }

        if (result is HandlingResult.DeadLetter never)
        {
            await DeadLetterAsync(subscription.Name, entity, message, actions, never, cancellationToken);
        }
    }

    private Task<HandlingResult> AttemptAsync(EventSubscription subscription, ServiceBusReceivedMessage message, CancellationToken cancellationToken) =>
        subscription.Subject is { } subject
            ? HandleAsync(subscription, subject, message, cancellationToken)
            : ArchiveAsync(subscription, message, cancellationToken);

    private async Task<HandlingResult> HandleAsync(
        EventSubscription subscription, string subject, ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        // Without the store, which may not be available.
        MessageCheck check = MessageCheck.Of(message, subject);
        if (check is MessageCheck.Foreign other)
        {
            return new HandlingResult.DeadLetter(other.Reason);
        }

        if (await IsErasedAsync(subscription, message, cancellationToken))
        {
            return HandlingResult.Done;
        }

        MessageReading reading = await reader.ReadAsync((MessageCheck.Published)check, cancellationToken);
        if (reading is MessageReading.Foreign foreign)
        {
            return new HandlingResult.DeadLetter(foreign.Reason);
        }

        var read = (MessageReading.Read)reading;
        HandlingResult result = await dispatch.HandleAsync(read.Event, read.Facts, cancellationToken);
        if (result is HandlingResult.Handled)
        {
            Processed(subscription, read.Facts.EventId, read.Facts.ReceivedAt);
        }

        return result;
    }

    private async Task<HandlingResult> ArchiveAsync(EventSubscription subscription, ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        if (MessageBody.Of(message) is null)
        {
            return new HandlingResult.DeadLetter(MessageBody.ForeignReason);
        }

        if (await IsErasedAsync(subscription, message, cancellationToken))
        {
            return HandlingResult.Done;
        }

        ArchivingResult result = await archiving.ArchiveAsync(message, cancellationToken);
        if (result is ArchivingResult.Never never)
        {
            return new HandlingResult.DeadLetter(never.Reason, never.Description);
        }

        // Also where the archive is off: then the message is a copy for this purpose.
        await HandleUnreceivedAsync(message, cancellationToken);
        if (result is ArchivingResult.Archived archived)
        {
            Processed(subscription, archived.EventId, archived.ReceivedAt);
        }

        return HandlingResult.Done;
    }

    // The processor of the archive is the only one that gets an unknown type.
    private async Task HandleUnreceivedAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        if (EventSubscription.Handled.All(subscription => subscription.Subject != message.Subject)
            && await reader.ReadAsync(message, message.Subject, cancellationToken) is MessageReading.Read { Event: UnknownEvent unknown } read)
        {
            await dispatch.HandleUnreceivedAsync(unknown, read.Facts, cancellationToken);
        }
    }

    private async Task<bool> IsErasedAsync(EventSubscription subscription, ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        bool isErased = await erased.CoverAsync(MessageReader.RequestIdOf(message), cancellationToken);
        if (isErased)
        {
            metrics.Erased(subscription.Name);
            ProcessTrace.Processed();
            Log.Erased(logger, HashedId.Of(EventCopy.OriginalIdOf(message)), subscription.Name);
        }

        return isErased;
    }

    private void Processed(EventSubscription subscription, string eventId, DateTimeOffset receivedAt)
    {
        metrics.Processed(subscription.Name, time.GetUtcNow() - receivedAt);
        ProcessTrace.Processed(HashedId.Of(eventId));
        Log.Processed(logger, HashedId.Of(eventId), subscription.Name);
    }

    // An exception here is not caught: a message that was not dead-lettered must not be completed.
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

        [LoggerMessage(46, LogLevel.Information, "Dropped event {EventId} of {Subscription}: its request is erased")]
        public static partial void Erased(ILogger logger, string eventId, string subscription);

        [LoggerMessage(41, LogLevel.Error, "Dead-lettered message {SequenceNumber} of {Entity}: {Reason}")]
        public static partial void DeadLettered(ILogger logger, long sequenceNumber, string entity, string reason);
    }
}
