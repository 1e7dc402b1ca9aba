namespace LocalServiceBus.State;

/// <summary>What a receiver decides about a message it holds the lock on.</summary>
internal abstract record Settlement
{
    private Settlement()
    {
    }

    public sealed record Complete : Settlement;

    /// <summary>Handled without success: the message goes back and the delivery counts as failed.</summary>
    public sealed record Abandon(IReadOnlyDictionary<string, object?>? Properties) : Settlement;

    /// <summary>Never looked at: the message goes back and the delivery does not count.</summary>
    public sealed record Release : Settlement;

    public sealed record Defer(IReadOnlyDictionary<string, object?>? Properties) : Settlement;

    public sealed record DeadLetter(IReadOnlyDictionary<string, object?>? Properties) : Settlement;
}
