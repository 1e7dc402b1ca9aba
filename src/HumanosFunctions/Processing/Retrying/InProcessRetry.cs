using HumanosFunctions.Storage;
using HumanosFunctions.Telemetry;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;

namespace HumanosFunctions.Processing.Retrying;

/// <summary>
/// Tries a failed attempt again at once, for the few seconds that most faults last. The host renews the message's lock
/// meanwhile; also without that it would not expire.
/// </summary>
public sealed class InProcessRetry
{
    /// <summary>The first one included.</summary>
    public const int Tries = 4;

    // A store that answers late is not asked again and again while a message waits.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(800);
    private static readonly ResiliencePropertyKey<string> Subscription = new("subscription");
    private static readonly ResiliencePropertyKey<long> Started = new("started");

    private readonly IngestorMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline<HandlingResult> _pipeline;

    public InProcessRetry(IOptions<RetryOptions> options, IngestorMetrics metrics, TimeProvider time)
    {
        (_metrics, _time) = (metrics, time);
        TimeSpan scheduled = options.Value.RetryDelay;
        _pipeline = new ResiliencePipelineBuilder<HandlingResult> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HandlingResult>
            {
                MaxRetryAttempts = Tries - 1,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                // No longer than an attempt that is scheduled.
                Delay = scheduled < FirstPause ? scheduled : FirstPause,
                ShouldHandle = failed => ValueTask.FromResult(IsWorthIt(failed)),
                OnRetry = failed => Count(failed.Context),
            })
            .Build();
    }

    /// <summary>Throws what the last try threw.</summary>
    public async Task<HandlingResult> RunAsync(
        EventSubscription subscription, Func<CancellationToken, Task<HandlingResult>> attempt, CancellationToken cancellationToken)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(Subscription, subscription.Name);
        context.Properties.Set(Started, _time.GetTimestamp());
        try
        {
            return await _pipeline.ExecuteAsync(async running => await attempt(running.CancellationToken), context);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private bool IsWorthIt(RetryPredicateArguments<HandlingResult> ended) =>
        ended.Outcome.Exception is { } failure
        && PermanentStoreFailure.ReasonOf(failure) is null
        && !ended.Context.CancellationToken.IsCancellationRequested
        && _time.GetElapsedTime(ended.Context.Properties.GetValue(Started, defaultValue: 0)) < Patience;

    private ValueTask Count(ResilienceContext context)
    {
        _metrics.Retried(context.Properties.GetValue(Subscription, string.Empty), stage: "at-once");
        return ValueTask.CompletedTask;
    }
}
