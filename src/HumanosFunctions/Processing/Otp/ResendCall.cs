using HumanosFunctions.Secrets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Processing.Otp;

/// <summary>Makes a scheduled call, unless it succeeded before, and records the result.</summary>
public sealed partial class ResendCall(
    ResendAttempts attempts,
    OptionalSecrets secrets,
    HumanosApi api,
    ResendRetry retry,
    IOptions<ResendOptions> options,
    ILogger<ResendCall> logger)
{
    public async Task<HandlingResult> MakeAsync(ScheduledResend resend, CancellationToken cancellationToken)
    {
        IReadOnlyList<ResendAttempt> reserved = await attempts.OfAsync(resend, cancellationToken);
        if (reserved.Count == 0)
        {
            return new HandlingResult.DeadLetter("UnknownAttempt");
        }

        // The call succeeded before, but the message was not completed.
        if (reserved.Any(attempt => attempt.Outcome == ResendOutcome.Accepted))
        {
            return HandlingResult.Done;
        }

        if (!options.Value.ResendOtp)
        {
            await attempts.RecordAsync(reserved, ResendOutcome.TurnedOff, cancellationToken);
            return HandlingResult.Done;
        }

        return await ApiCredentials.ReadAsync(secrets, cancellationToken) is { } credentials
            ? await ConcludeAsync(resend, reserved, await api.ResendAsync(resend, credentials, cancellationToken), cancellationToken)
            : new HandlingResult.DeadLetter("NoApiCredentials");
    }

    private async Task<HandlingResult> ConcludeAsync(
        ScheduledResend resend, IReadOnlyList<ResendAttempt> reserved, ResendAnswer answer, CancellationToken cancellationToken)
    {
        switch (answer)
        {
            case ResendAnswer.Accepted:
                await attempts.RecordAsync(reserved, ResendOutcome.Accepted, cancellationToken);
                Log.Accepted(logger, resend.Attempt, reserved[0].EventId);
                return HandlingResult.Done;

            case ResendAnswer.Refused refused:
                await attempts.RecordAsync(reserved, ResendOutcome.Refused(refused.Status), cancellationToken);
                return new HandlingResult.DeadLetter($"ResendRefused{refused.Status}");

            default:
                Log.Unavailable(logger, resend.Attempt, reserved[0].EventId, resend.Try, ((ResendAnswer.Unavailable)answer).Status);
                return await TryLaterAsync(resend, reserved, cancellationToken);
        }
    }

    private async Task<HandlingResult> TryLaterAsync(ScheduledResend resend, IReadOnlyList<ResendAttempt> reserved, CancellationToken cancellationToken)
    {
        if (await retry.ScheduleAsync(resend, cancellationToken))
        {
            return HandlingResult.Done;
        }

        await attempts.RecordAsync(reserved, ResendOutcome.Unavailable, cancellationToken);
        return new HandlingResult.DeadLetter("ApiUnavailable");
    }

    private static partial class Log
    {
        [LoggerMessage(54, LogLevel.Information, "Humanos accepted resend {Attempt} after event {EventId}")]
        public static partial void Accepted(ILogger logger, int attempt, string eventId);

        [LoggerMessage(55, LogLevel.Warning, "Resend {Attempt} after event {EventId} failed on try {Try}: the API is unavailable, status {Status}")]
        public static partial void Unavailable(ILogger logger, int attempt, string eventId, int @try, int? status);
    }
}

/// <summary>
/// Schedules the next try of a call if the API is unavailable. Abandoning the message is not an option: the broker redelivers it at once, up
/// to ten times within a second, even if the API asks for a delay.
/// </summary>
public sealed class ResendRetry(ResendSchedule schedule, IOptions<ResendOptions> options, TimeProvider time)
{
    public const int MaxTries = 5;

    /// <summary>Returns false if no try is left. Safe to repeat: duplicate detection drops a try that is already scheduled.</summary>
    public async Task<bool> ScheduleAsync(ScheduledResend resend, CancellationToken cancellationToken)
    {
        if (resend.Try >= MaxTries)
        {
            return false;
        }

        DateTimeOffset dueAt = time.GetUtcNow() + ResendDelay.Before(resend.Try, options.Value.ResendDelay);
        await schedule.AddAsync(resend.NextTry, dueAt, cancellationToken);
        return true;
    }
}
