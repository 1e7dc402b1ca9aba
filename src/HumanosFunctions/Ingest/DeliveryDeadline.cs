namespace HumanosFunctions.Ingest;

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
