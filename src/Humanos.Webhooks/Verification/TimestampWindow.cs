using System.Globalization;

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

/// <summary>
/// Reads 13 ASCII digits as milliseconds and 10 as seconds since 1970-01-01 UTC. Humanos signs its API calls with
/// milliseconds and does not state the unit for webhooks; 10 digits are decided here. Nothing else is a timestamp.
/// </summary>
internal static class UnixTimestamp
{
    private const int SecondsDigits = 10;
    private const int MillisecondsDigits = 13;

    /// <summary>Never throws: the length is checked before anything else, and 13 digits cannot leave the range of dates.</summary>
    public static DateTimeOffset? Read(ReadOnlySpan<char> text)
    {
        if (text.Length is not (SecondsDigits or MillisecondsDigits) || text.ContainsAnyExceptInRange('0', '9'))
        {
            return null;
        }

        long value = long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
        return text.Length == SecondsDigits
            ? DateTimeOffset.FromUnixTimeSeconds(value)
            : DateTimeOffset.FromUnixTimeMilliseconds(value);
    }
}
