using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Erasure;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Processing.Otp;

/// <summary>
/// Processes one message of the resend queue. If it returns, the host completes the message. If it throws, the host abandons the message and
/// the broker redelivers it. A message that can never succeed is dead-lettered.
/// </summary>
public sealed partial class ResendProcessor(ResendCall call, ErasedRequests erased, ILogger<ResendProcessor> logger)
{
    public async Task ProcessAsync(ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken cancellationToken)
    {
        using Activity? trace = ProcessTrace.Start(ResendMessage.Subject, message);
        HandlingResult result = ResendMessage.Read(message) is { } resend
            ? await MakeAsync(resend, cancellationToken)
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

    private async Task<HandlingResult> MakeAsync(ScheduledResend resend, CancellationToken cancellationToken) =>
        await erased.CoverAsync(resend.RequestId, cancellationToken) ? HandlingResult.Done : await call.MakeAsync(resend, cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(53, LogLevel.Error, "Dead-lettered resend message {SequenceNumber} of {Entity}: {Reason}")]
        public static partial void DeadLettered(ILogger logger, long sequenceNumber, string entity, string reason);
    }
}
