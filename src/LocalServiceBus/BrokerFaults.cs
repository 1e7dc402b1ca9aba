namespace LocalServiceBus;

/// <summary>Failures on demand, so that tests can see how clients take them.</summary>
public sealed class BrokerFaults
{
    private readonly Lock _lock = new();
    private readonly Action _cutConnections;
    private (AcknowledgementFault Fault, int Left) _acknowledgements;
    private (string? Condition, int Left) _refusals;

    internal BrokerFaults(Action cutConnections) => _cutConnections = cutConnections;

    /// <summary>Cuts every connection there is, without a word of goodbye. New ones are accepted.</summary>
    public void CutConnections() => _cutConnections();

    /// <summary>Stores the next messages or batches that are sent, but does not acknowledge them.</summary>
    /// <param name="sends">How many; all of them until <see cref="Clear"/>, where not given.</param>
    public void LoseAcknowledgements(AcknowledgementFault how = AcknowledgementFault.Withhold, int sends = int.MaxValue)
    {
        lock (_lock)
        {
            _acknowledgements = (how, sends);
        }
    }

    /// <summary>Refuses the next messages or batches that are sent; they are not stored.</summary>
    /// <param name="condition">An AMQP error condition, such as <c>com.microsoft:server-busy</c>.</param>
    /// <param name="sends">How many; all of them until <see cref="Clear"/>, where not given.</param>
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

/// <summary>What happens to the acknowledgement of a message that was stored.</summary>
public enum AcknowledgementFault
{
    /// <summary>The sender gets it, as it should.</summary>
    None,

    /// <summary>The sender never hears of the message again.</summary>
    Withhold,

    /// <summary>The sender's connection is cut in its place.</summary>
    CutConnection,
}
