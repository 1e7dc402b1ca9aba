using HumanosFunctions.Publishing;
using HumanosFunctions.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Ingest;

/// <summary>
/// Holds deliveries to their bounds: so many at once, so long each. Whatever fails inside them ends here as a refusal:
/// nothing was accepted, and the sender is asked to come again.
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
            // Its text may hold what it was working on; its type does not.
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
        [LoggerMessage(12, LogLevel.Error, "A delivery could not be handled: {Reason}")]
        public static partial void Failed(ILogger logger, string reason);
    }
}

/// <summary>The time that one delivery has until it is handed to the broker, whose acknowledgement has a deadline of its own.</summary>
public sealed class DeliveryDeadline : IDisposable
{
    private readonly CancellationTokenSource _end;
    private readonly CancellationTokenRegistration _caller;
    private volatile bool _isCallerGone;

    public DeliveryDeadline(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        _end = new CancellationTokenSource(limit, time);
        _caller = cancellationToken.UnsafeRegister(static deadline => ((DeliveryDeadline)deadline!).LoseCaller(), this);
    }

    /// <summary>Cancelled by the deadline, by the sender that hangs up, and by the host that stops.</summary>
    public CancellationToken Token => _end.Token;

    /// <summary>Only the deadline: what the sender is to blame for.</summary>
    public bool IsOver => _end.IsCancellationRequested && !_isCallerGone;

    public void Dispose()
    {
        _caller.Dispose();
        _end.Dispose();
    }

    private void LoseCaller()
    {
        _isCallerGone = !_end.IsCancellationRequested;
        _end.Cancel();
    }
}
