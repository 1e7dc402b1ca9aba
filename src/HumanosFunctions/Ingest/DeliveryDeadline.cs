using HumanosFunctions.Configuration;

namespace HumanosFunctions.Ingest;

/// <summary>The time that one delivery has until it is handed to the broker, whose acknowledgement has a deadline of its own.</summary>
public sealed class DeliveryDeadline : IDisposable
{
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _either;

    public DeliveryDeadline(HumanosOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        _deadline = new CancellationTokenSource(options.DeliveryTimeout - options.PublishTimeout, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token, cancellationToken);
    }

    /// <summary>Cancelled by the deadline, by the sender that hangs up, and by the host that stops.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>Only the deadline: what the sender is to blame for.</summary>
    public bool IsOver => _deadline.IsCancellationRequested;

    public void Dispose()
    {
        _either.Dispose();
        _deadline.Dispose();
    }
}
