namespace LocalServiceBus;

/// <summary>Injects failures, so that tests can check how clients react.</summary>
public sealed class BrokerFaults
{
    private readonly Lock _lock = new();
    private readonly Action _cutConnections;
    private (AcknowledgementFault Fault, int Left) _acknowledgements;
    private (string? Condition, int Left) _refusals;

    internal BrokerFaults(Action cutConnections) => _cutConnections = cutConnections;

    /// <summary>Aborts all open connections without closing them properly. New connections are accepted.</summary>
    public void CutConnections() => _cutConnections();

    /// <summary>Stores the next messages or batches that are sent, but does not acknowledge them.</summary>
    /// <param name="how">What happens instead of the acknowledgement.</param>
    /// <param name="sends">The number of messages or batches. By default, all of them until <see cref="Clear"/>.</param>
    public void LoseAcknowledgements(AcknowledgementFault how = AcknowledgementFault.Withhold, int sends = int.MaxValue)
    {
        lock (_lock)
        {
            _acknowledgements = (how, sends);
        }
    }

    /// <summary>Rejects the next messages or batches that are sent, and does not store them.</summary>
    /// <param name="condition">An AMQP error condition, such as <c>com.microsoft:server-busy</c>.</param>
    /// <param name="sends">The number of messages or batches. By default, all of them until <see cref="Clear"/>.</param>
    public void RefuseSends(string condition, int sends = int.MaxValue)
    {
        lock (_lock)
        {
            _refusals = (condition, sends);
        }
    }

    /// <summary>Ends all faults.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _acknowledgements = default;
            _refusals = default;
        }
    }

    internal AcknowledgementFault NextAcknowledgement()
    {
        lock (_lock)
        {
            return Take(ref _acknowledgements.Left) ? _acknowledgements.Fault : AcknowledgementFault.None;
        }
    }

    internal string? NextRefusal()
    {
        lock (_lock)
        {
            return Take(ref _refusals.Left) ? _refusals.Condition : null;
        }
    }

    private static bool Take(ref int left)
    {
        if (left == 0)
        {
            return false;
        }

        left -= left == int.MaxValue ? 0 : 1;
        return true;
    }
}

/// <summary>What happens to the acknowledgement of a stored message.</summary>
public enum AcknowledgementFault
{
    /// <summary>The sender receives the acknowledgement.</summary>
    None,

    /// <summary>The sender never receives an acknowledgement.</summary>
    Withhold,

    /// <summary>The broker aborts the sender's connection instead.</summary>
    CutConnection,
}
