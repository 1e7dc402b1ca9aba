namespace HumanosFunctions.Quarantine;

/// <summary>What became of one kept delivery.</summary>
public abstract record ReplayResult
{
    private ReplayResult()
    {
    }

    /// <summary>The broker has acknowledged the event, and the delivery is no longer kept.</summary>
    public sealed record Published(string EventId) : ReplayResult;

    /// <summary>It is kept on.</summary>
    /// <param name="Reason">A fixed word.</param>
    public sealed record Kept(string Reason) : ReplayResult;

    /// <summary>Nothing has this name: perhaps it was replayed before.</summary>
    public sealed record Absent : ReplayResult;
}
