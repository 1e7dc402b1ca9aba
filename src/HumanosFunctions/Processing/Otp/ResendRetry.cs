using Microsoft.Extensions.Options;

namespace HumanosFunctions.Processing.Otp;

/// <summary>
/// Schedules the next try of a call that found the API unavailable. Abandoning the message would not do: the broker
/// delivers it again at once, and an API that asks for a pause would be called ten times within a second.
/// </summary>
public sealed class ResendRetry(ResendSchedule schedule, IOptions<ResendOptions> options, TimeProvider time)
{
    public const int MostTries = 5;

    /// <summary>False where no try is left. Safe to repeat: the queue drops a try that it knows.</summary>
    public async Task<bool> ScheduleAsync(ScheduledResend resend, CancellationToken cancellationToken)
    {
        if (resend.Try >= MostTries)
        {
            return false;
        }

        DateTimeOffset dueAt = time.GetUtcNow() + ResendDelay.Before(resend.Try, options.Value.ResendDelay);
        await schedule.AddAsync(resend.NextTry, dueAt, cancellationToken);
        return true;
    }
}
