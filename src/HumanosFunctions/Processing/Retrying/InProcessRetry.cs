using HumanosFunctions.Storage;
using HumanosFunctions.Telemetry;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;

namespace HumanosFunctions.Processing.Retrying;

/// <summary>
/// Retries a failed attempt in the same process for a few seconds, because most faults are short. The message lock does not expire
/// meanwhile.
/// </summary>
public sealed class InProcessRetry
{
    /// <summary>The number of tries, including the first one.</summary>
    public const int Tries = 4;

    // No further try starts after this time, so that a slow store is not called repeatedly while a message waits.
    private static readonly TimeSpan RetryWindow = TimeSpan.FromSeconds(10);

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
                // Not longer than the delay of a scheduled attempt.
                Delay = scheduled < FirstPause ? scheduled : FirstPause,
                ShouldHandle = failed => ValueTask.FromResult(ShouldRetry(failed)),
                OnRetry = failed => Count(failed.Context),
            })
            .Build();
    }

    /// <summary>Throws the exception of the last try.</summary>
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

    private bool ShouldRetry(RetryPredicateArguments<HandlingResult> ended) =>
        ended.Outcome.Exception is { } failure
        && PermanentStoreFailure.ReasonOf(failure) is null
        && !ended.Context.CancellationToken.IsCancellationRequested
        && _time.GetElapsedTime(ended.Context.Properties.GetValue(Started, defaultValue: 0)) < RetryWindow;

    private ValueTask Count(ResilienceContext context)
    {
        _metrics.Retried(context.Properties.GetValue(Subscription, string.Empty), stage: "at-once");
        return ValueTask.CompletedTask;
    }
}
