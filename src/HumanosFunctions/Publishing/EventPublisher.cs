using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Payloads;
using HumanosFunctions.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Publishing;

/// <summary>
/// Publishes events to the topic over one long-lived link, each with its own time-out. An event that is too large for a message goes to the
/// payload store first (claim check).
/// </summary>
public sealed partial class EventPublisher(
    BatchingSender sender,
    IPayloadStore payloads,
    IOptions<PublishingOptions> options,
    IngestorMetrics metrics,
    TimeProvider time,
    ILogger<EventPublisher> logger)
{
    /// <summary>
    /// Completes when the broker has acknowledged the message or the time-out has elapsed. It continues if the sender disconnects: the event
    /// is genuine, and duplicate detection drops the retry.
    /// </summary>
    public async Task<PublishResult> PublishAsync(EventMessage message)
    {
        long started = time.GetTimestamp();
        using Activity? trace = SendTrace.Start(sender.EntityPath, message.Message);
        PublishResult result = await SendAsync(message);
        SendTrace.Ended(trace, result.ToString(), result == PublishResult.Acknowledged);
        metrics.PublishEnded(time.GetElapsedTime(started), result.ToString());
        return result;
    }

    private async Task<PublishResult> SendAsync(EventMessage message)
    {
        using var deadline = new CancellationTokenSource(options.Value.PublishTimeout, time);
        try
        {
            await SendAsync(message, deadline.Token);
            return PublishResult.Acknowledged;
        }
        catch (Exception failure)
        {
            // Any failure means that the event is not acknowledged.
            Log.Failed(logger, message.Id, ReasonOf(failure));
            return PublishResult.Unavailable;
        }
    }

    private async Task SendAsync(EventMessage message, CancellationToken deadline)
    {
        if (message.Json.Length > options.Value.ClaimCheckAbove)
        {
            await StorePayloadAsync(message, deadline);
        }

        try
        {
            await sender.SendAsync(message.Message, deadline);
        }
        catch (ServiceBusException refused) when (refused.Reason == ServiceBusFailureReason.MessageSizeExceeded && !message.HasClaimCheck)
        {
            await StorePayloadAsync(message, deadline);
            await sender.SendAsync(message.Message, deadline);
        }
    }

    // Every retry writes the blob again, so that the blob is never older than the message.
    private async Task StorePayloadAsync(EventMessage message, CancellationToken deadline)
    {
        string blob = $"{message.Id}.json";
        await payloads.WriteAsync(PayloadContainer.ClaimCheck, blob, message.Json, message.Message.Subject, deadline);
        message.UseClaimCheck(blob);
        metrics.CheckedIn();
        Log.CheckedIn(logger, message.Id, message.Json.Length);
    }

    private static string ReasonOf(Exception failure) =>
        failure is ServiceBusException broker ? broker.Reason.ToString() : failure.GetType().Name;

    private static partial class Log
    {
        [LoggerMessage(20, LogLevel.Error, "Event {EventId} was not published: {Reason}")]
        public static partial void Failed(ILogger logger, string eventId, string reason);

        [LoggerMessage(21, LogLevel.Information, "Stored the payload of event {EventId} outside of its message: {Length} bytes")]
        public static partial void CheckedIn(ILogger logger, string eventId, int length);
    }
}

public enum PublishResult
{
    /// <summary>The broker has acknowledged the message or dropped it as a duplicate. A claim-check payload is stored.</summary>
    Acknowledged,

    /// <summary>No acknowledgement within the time-out. The delivery must not be accepted.</summary>
    Unavailable,
}
