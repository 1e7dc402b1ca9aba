using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Payloads;
using HumanosFunctions.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Publishing;

/// <summary>
/// Sends events to the topic over one long-lived link, each under a deadline of its own; what is larger than the broker
/// takes is kept beside its message first.
/// </summary>
public sealed partial class EventPublisher(
    BatchingSender sender,
    IPayloadStore bodies,
    IOptions<PublishingOptions> options,
    IngestorMetrics metrics,
    TimeProvider time,
    ILogger<EventPublisher> logger)
{
    /// <summary>
    /// Ends when the broker has acknowledged or the deadline is over. A sender that hangs up does not cancel it: the
    /// event is genuine, and its retry will be recognised as a duplicate.
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
            // Whatever it was: without an acknowledgement nothing may be promised.
            Log.Failed(logger, message.Id, ReasonOf(failure));
            return PublishResult.Unavailable;
        }
    }

    private async Task SendAsync(EventMessage message, CancellationToken deadline)
    {
        if (message.Json.Length > options.Value.ClaimCheckAbove)
        {
            await CheckInAsync(message, deadline);
        }

        try
        {
            await sender.SendAsync(message.Message, deadline);
        }
        catch (ServiceBusException refused) when (refused.Reason == ServiceBusFailureReason.MessageSizeExceeded && !message.IsCheckedIn)
        {
            await CheckInAsync(message, deadline);
            await sender.SendAsync(message.Message, deadline);
        }
    }

    // Written anew by every retry, so that the event's age as a blob is never more than as a message.
    private async Task CheckInAsync(EventMessage message, CancellationToken deadline)
    {
        string blob = $"{message.Id}.json";
        await bodies.WriteAsync(PayloadContainer.ClaimCheck, blob, message.Json, message.Message.Subject, deadline);
        message.CheckIn(blob);
        metrics.CheckedIn();
        Log.CheckedIn(logger, message.Id, message.Json.Length);
    }

    private static string ReasonOf(Exception failure) =>
        failure is ServiceBusException broker ? broker.Reason.ToString() : failure.GetType().Name;

    private static partial class Log
    {
        [LoggerMessage(20, LogLevel.Error, "Event {EventId} was not published: {Reason}")]
        public static partial void Failed(ILogger logger, string eventId, string reason);

        [LoggerMessage(21, LogLevel.Information, "Event {EventId} of {Length} bytes is kept beside its message")]
        public static partial void CheckedIn(ILogger logger, string eventId, int length);
    }
}

public enum PublishResult
{
    /// <summary>The broker has acknowledged the message, or knew it already; what lies beside it is stored.</summary>
    Acknowledged,

    /// <summary>No acknowledgement within the deadline: nothing may be promised to the sender.</summary>
    Unavailable,
}
