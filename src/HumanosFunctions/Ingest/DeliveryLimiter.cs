using HumanosFunctions.Publishing;
using HumanosFunctions.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Ingest;

/// <summary>
/// Applies the concurrency limit and the time limit to deliveries. An exception becomes a refusal: the delivery was not accepted, and the
/// sender should retry.
/// </summary>
public sealed partial class DeliveryLimiter(
    IOptions<IngestOptions> options,
    IOptions<PublishingOptions> publishing,
    IngestorMetrics metrics,
    TimeProvider time,
    ILogger<DeliveryLimiter> logger)
{
    private int _inHand;

    public async Task<T> RunAsync<T>(Func<DeliveryDeadline, Task<T>> handle, Func<Refusal, Task<T>> refuse, CancellationToken cancellationToken)
    {
        if (!TryEnter())
        {
            return await refuse(Refusal.TooManyAtOnce);
        }

        try
        {
            using var deadline = new DeliveryDeadline(options.Value.DeliveryTimeout - publishing.Value.PublishTimeout, time, cancellationToken);
            return await handle(deadline);
        }
        catch (OperationCanceledException)
        {
            return await refuse(Refusal.OutOfTime);
        }
        catch (Exception failure)
        {
            // The message of an exception can contain payload. Its type does not.
            Log.Failed(logger, failure.GetType().Name);
            return await refuse(Refusal.Failed);
        }
        finally
        {
            Leave();
        }
    }

    private bool TryEnter()
    {
        if (Interlocked.Increment(ref _inHand) > options.Value.MaxConcurrentDeliveries)
        {
            Interlocked.Decrement(ref _inHand);
            return false;
        }

        metrics.InHand(1);
        return true;
    }

    private void Leave()
    {
        Interlocked.Decrement(ref _inHand);
        metrics.InHand(-1);
    }

    private static partial class Log
    {
        [LoggerMessage(12, LogLevel.Error, "A delivery failed with {Reason}")]
        public static partial void Failed(ILogger logger, string reason);
    }
}

/// <summary>The time limit of one delivery until it is published. Publishing has its own time-out.</summary>
public sealed class DeliveryDeadline : IDisposable
{
    private readonly CancellationTokenSource _end;
    private readonly CancellationTokenRegistration _caller;
    private volatile bool _isCallerGone;

    public DeliveryDeadline(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        _end = new CancellationTokenSource(limit, time);
        _caller = cancellationToken.UnsafeRegister(static deadline => ((DeliveryDeadline)deadline!).CancelForCaller(), this);
    }

    /// <summary>Cancelled by the time limit, when the sender disconnects, and when the host stops.</summary>
    public CancellationToken Token => _end.Token;

    /// <summary>Whether the time limit elapsed, which is the only cancellation that the sender is responsible for.</summary>
    public bool IsOver => _end.IsCancellationRequested && !_isCallerGone;

    public void Dispose()
    {
        _caller.Dispose();
        _end.Dispose();
    }

    private void CancelForCaller()
    {
        _isCallerGone = !_end.IsCancellationRequested;
        _end.Cancel();
    }
}
