using Humanos.Webhooks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Processing.Otp;

/// <summary>
/// Schedules a resend of a failed one-time password if <see cref="ResendOptions.ResendOtp"/> is on. A repeated event finds its own attempt
/// again, and duplicate detection drops a message that is scheduled twice.
/// </summary>
internal sealed partial class ResendOtp(
    ResendSeries series,
    ResendAttempts attempts,
    ResendSchedule schedule,
    IOptions<ResendOptions> options,
    ILogger<ResendOtp> logger) : IHandler<OtpFailedEvent>
{
    public async Task<HandlingResult> HandleAsync(OtpFailedEvent humanosEvent, EventFacts facts, CancellationToken cancellationToken)
    {
        if (!options.Value.ResendOtp)
        {
            return HandlingResult.Done;
        }

        switch (ResendPolicy.Decide(humanosEvent, humanosEvent.RequestId ?? string.Empty))
        {
            case ResendDecision.Leave leave:
                Log.Left(logger, facts.EventId, leave.Reason);
                break;

            case ResendDecision.Resend resend:
                await ScheduleAsync(resend.Selector, facts, cancellationToken);
                break;
        }

        return HandlingResult.Done;
    }

    private async Task ScheduleAsync(ResendSelector selector, EventFacts facts, CancellationToken cancellationToken)
    {
        if (await series.OfAsync(facts.RequestId, selector, cancellationToken) is not { } known)
        {
            // The event itself is processed. A missing key of an optional feature must not dead-letter it.
            Log.WithoutKey(logger, facts.EventId);
            return;
        }

        if (await attempts.ReserveAsync(known, facts, cancellationToken) is not { } attempt)
        {
            Log.Left(logger, facts.EventId, "AttemptsUsedUp");
        }
        else if (attempt.Outcome is null)
        {
            await schedule.AddAsync(new ScheduledResend(facts.RequestId, selector, known, attempt.Number, Try: 1), attempt.DueAt, cancellationToken);
            Log.Scheduled(logger, facts.EventId, attempt.Number);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(50, LogLevel.Information, "Scheduled resend {Attempt} after event {EventId}")]
        public static partial void Scheduled(ILogger logger, string eventId, int attempt);

        [LoggerMessage(51, LogLevel.Information, "No resend after event {EventId}: {Reason}")]
        public static partial void Left(ILogger logger, string eventId, string reason);

        [LoggerMessage(52, LogLevel.Error, "No resend after event {EventId}: Humanos:ResendOtp is on, but there is no API key")]
        public static partial void WithoutKey(ILogger logger, string eventId);
    }
}
