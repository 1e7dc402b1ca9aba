namespace Humanos.Webhooks;

/// <summary>
/// How far a signed timestamp may be from the clock, both ends inclusive. Humanos documents no window, and whether a retry is
/// signed anew is unknown: the past must be wide enough for late retries, and replays inside it must be harmless to the receiver.
/// </summary>
/// <param name="Past">Furthest accepted behind the clock; not negative.</param>
/// <param name="Future">Furthest accepted ahead of the clock; not negative.</param>
public sealed record TimestampWindow(TimeSpan Past, TimeSpan Future)
{
    /// <summary>One day behind, five minutes ahead.</summary>
    public static TimestampWindow Default { get; } = new(Past: TimeSpan.FromDays(1), Future: TimeSpan.FromMinutes(5));

    /// <summary>Furthest accepted behind the clock.</summary>
    public TimeSpan Past { get; init => field = NotNegative(value, nameof(Past)); } = NotNegative(Past, nameof(Past));

    /// <summary>Furthest accepted ahead of the clock.</summary>
    public TimeSpan Future { get; init => field = NotNegative(value, nameof(Future)); } = NotNegative(Future, nameof(Future));

    private static TimeSpan NotNegative(TimeSpan value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero, name);
        return value;
    }
}
