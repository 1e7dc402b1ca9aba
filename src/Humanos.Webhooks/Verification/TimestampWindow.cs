namespace Humanos.Webhooks;

/// <summary>
/// How far a signed timestamp can differ from the clock, limits included. Humanos documents neither a window nor whether it signs
/// retries again. Make the past long enough for late retries, and make sure that your receiver tolerates replays inside the window.
/// </summary>
/// <param name="Past">How far a timestamp can be behind the clock. Not negative.</param>
/// <param name="Future">How far a timestamp can be ahead of the clock. Not negative.</param>
public sealed record TimestampWindow(TimeSpan Past, TimeSpan Future)
{
    /// <summary>One day behind, five minutes ahead.</summary>
    public static TimestampWindow Default { get; } = new(Past: TimeSpan.FromDays(1), Future: TimeSpan.FromMinutes(5));

    /// <summary>How far a timestamp can be behind the clock.</summary>
    public TimeSpan Past { get; init => field = NotNegative(value, nameof(Past)); } = NotNegative(Past, nameof(Past));

    /// <summary>How far a timestamp can be ahead of the clock.</summary>
    public TimeSpan Future { get; init => field = NotNegative(value, nameof(Future)); } = NotNegative(Future, nameof(Future));

    private static TimeSpan NotNegative(TimeSpan value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero, name);
        return value;
    }
}
