using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Processing.Otp;

/// <summary>
/// Brings one message of the queue to its call. Returning completes the message; an exception makes the host abandon
/// it, and it comes again; what can never succeed is dead-lettered.
/// </summary>
public sealed partial class ResendProcessor(ResendCall call, ILogger<ResendProcessor> logger)
{
    public async Task ProcessAsync(ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken cancellationToken)
    {
        using Activity? trace = ProcessTrace.Start(ResendMessage.Subject, message);
        HandlingResult result = ResendMessage.Read(message) is { } resend
            ? await call.MakeAsync(resend, cancellationToken)
            : new HandlingResult.DeadLetter("NoResend");
        if (result is HandlingResult.DeadLetter never)
        {
            await actions.DeadLetterMessageAsync(message, deadLetterReason: never.Reason, cancellationToken: cancellationToken);
            ProcessTrace.DeadLettered(never.Reason);
            Log.DeadLettered(logger, message.SequenceNumber, ResendSchedule.Entity, never.Reason);
            return;
        }

        ProcessTrace.Processed();
    }

    private static partial class Log
    {
        [LoggerMessage(53, LogLevel.Error, "Dead-lettered resend message {SequenceNumber} of {Entity}: {Reason}")]
        public static partial void DeadLettered(ILogger logger, long sequenceNumber, string entity, string reason);
    }
}
