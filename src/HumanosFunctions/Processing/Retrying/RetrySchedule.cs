using Azure.Messaging.ServiceBus;
using HumanosFunctions.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Processing.Retrying;

/// <summary>
/// Attempts to be made later, as copies in a queue: they outlive a restart, and nothing holds a lock while they wait.
/// Abandoning the message would not do: the broker delivers it again at once, ten times within a second.
/// </summary>
public sealed partial class RetrySchedule(
    ServiceBusSender sender, IOptions<RetryOptions> options, IngestorMetrics metrics, TimeProvider time, ILogger<RetrySchedule> logger) : IAsyncDisposable
{
    private const string Exhausted = "RetriesExhausted";

    /// <summary>
    /// Done once the broker has the copy: the message may then be completed. Throws where it has not. A process that dies
    /// in between leaves both, and the event's effect is idempotent.
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
        Log.Scheduled(logger, EventCopy.OriginalIdOf(message), subscription.Name, FailureReport.Of(failure), attempt, copy.ScheduledEnqueueTime);
        return HandlingResult.Done;
    }

    public ValueTask DisposeAsync() => sender.DisposeAsync();

    private static partial class Log
    {
        [LoggerMessage(42, LogLevel.Warning, "Event {EventId} of {Subscription} failed with {Failure}: attempt {Attempt} is due at {DueAt:O}")]
        public static partial void Scheduled(ILogger logger, string eventId, string subscription, string failure, int attempt, DateTimeOffset dueAt);
    }
}

/// <summary>How long a scheduled attempt waits: each about twice as long as the one before.</summary>
internal static class RetryDelay
{
    public static readonly TimeSpan Longest = TimeSpan.FromHours(4);

    // Events that an outage stopped together are not to come back together.
    private const double Spread = 0.2;

    /// <param name="attempt">From 1.</param>
    /// <param name="first">What the first waits.</param>
    /// <param name="chance">From 0 to 1; 0.5 is the middle of the spread.</param>
    public static TimeSpan Before(int attempt, TimeSpan first, double chance) =>
        BackOff.Wait(attempt, first, Longest) * (1 + (Spread * ((2 * chance) - 1)));
}
