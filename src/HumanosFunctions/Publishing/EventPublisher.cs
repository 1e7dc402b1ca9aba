using Azure.Messaging.ServiceBus;
using HumanosFunctions.Configuration;
using HumanosFunctions.Publishing.Sharing;
using HumanosFunctions.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Publishing;

/// <summary>Sends events to the topic over one long-lived link, each under a deadline of its own.</summary>
public sealed partial class EventPublisher(
    SharedSender sender,
    IOptions<HumanosOptions> options,
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
        PublishResult result = await SendAsync(message);
        metrics.PublishEnded(time.GetElapsedTime(started), result.ToString());
        return result;
    }

    private async Task<PublishResult> SendAsync(EventMessage message)
    {
        using var deadline = new CancellationTokenSource(options.Value.PublishTimeout, time);
        try
        {
            await sender.SendAsync(message.Message, deadline.Token);
            return PublishResult.Acknowledged;
        }
        catch (ServiceBusException failure) when (failure.Reason == ServiceBusFailureReason.MessageSizeExceeded)
        {
            Log.TooLarge(logger, message.Id, message.Message.Body.ToMemory().Length);
            return PublishResult.TooLarge;
        }
        catch (Exception failure)
        {
            // Whatever it was: without an acknowledgement nothing may be promised.
            Log.Failed(logger, message.Id, ReasonOf(failure));
            return PublishResult.Unavailable;
        }
    }

    private static string ReasonOf(Exception failure) =>
        failure is ServiceBusException broker ? broker.Reason.ToString() : failure.GetType().Name;

    private static partial class Log
    {
        [LoggerMessage(20, LogLevel.Error, "Event {EventId} was not published: {Reason}")]
        public static partial void Failed(ILogger logger, string eventId, string reason);

        [LoggerMessage(21, LogLevel.Error, "Event {EventId} of {Length} bytes is larger than the broker takes")]
        public static partial void TooLarge(ILogger logger, string eventId, int length);
    }
}
