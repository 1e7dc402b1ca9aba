using Azure.Messaging.ServiceBus;
using HumanosFunctions.Publishing;
using HumanosFunctions.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Processing.Retrying;

/// <summary>
/// Schedules a retry as a copy of the message in a queue. The copy survives a restart, and no message lock is held while it waits.
/// Abandoning the message is not an option: the broker redelivers it at once, up to ten times within a second.
/// </summary>
public sealed partial class RetrySchedule(
    ServiceBusSender sender, IOptions<RetryOptions> options, IngestorMetrics metrics, TimeProvider time, ILogger<RetrySchedule> logger) : IAsyncDisposable
{
    private const string Exhausted = "RetriesExhausted";

    /// <summary>
    /// Completes when the broker has accepted the copy. Then the message can be completed. It throws if the broker has not. If the process
    /// fails in between, both exist, and handlers are idempotent.
    /// </summary>
    public async Task<HandlingResult> AddAsync(
        EventSubscription subscription, ServiceBusReceivedMessage message, Exception failure, CancellationToken cancellationToken)
    {
        int attempt = EventCopy.AttemptOf(message) + 1;
        if (attempt > options.Value.MaxRetries)
        {
            return new HandlingResult.DeadLetter(Exhausted, FailureReport.Of(failure));
        }

        ServiceBusMessage copy = EventCopy.Of(message, subscription.Name, attempt);
        copy.ScheduledEnqueueTime = time.GetUtcNow() + RetryDelay.Before(attempt, options.Value.RetryDelay, Random.Shared.NextDouble());
        await sender.SendMessageAsync(copy, cancellationToken);
        metrics.Retried(subscription.Name, stage: "scheduled");
        Log.Scheduled(logger, HashedId.Of(EventCopy.OriginalIdOf(message)), subscription.Name, FailureReport.Of(failure), attempt, copy.ScheduledEnqueueTime);
        return HandlingResult.Done;
    }

    public ValueTask DisposeAsync() => sender.DisposeAsync();

    private static partial class Log
    {
        [LoggerMessage(42, LogLevel.Warning, "Event {EventId} of {Subscription} failed with {Failure}: attempt {Attempt} is due at {DueAt:O}")]
        public static partial void Scheduled(ILogger logger, string eventId, string subscription, string failure, int attempt, DateTimeOffset dueAt);
    }
}

/// <summary>Computes the delay of a scheduled attempt: exponential back-off with jitter.</summary>
internal static class RetryDelay
{
    public static readonly TimeSpan Max = TimeSpan.FromHours(4);

    // Jitter spreads the retries of events that failed together in an outage.
    private const double Spread = 0.2;

    /// <param name="attempt">The number of the attempt, from 1.</param>
    /// <param name="first">The delay of the first attempt.</param>
    /// <param name="random">A random number from 0 to 1. 0.5 gives the delay without jitter.</param>
    public static TimeSpan Before(int attempt, TimeSpan first, double random) =>
        BackOff.Wait(attempt, first, Max) * (1 + (Spread * ((2 * random) - 1)));
}
