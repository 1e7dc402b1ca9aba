using System.Globalization;

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

/// <summary>
/// Reads 13 ASCII digits as milliseconds and 10 as seconds since 1970-01-01 UTC. Humanos signs its API calls with milliseconds and
/// does not document the unit for webhooks. Accepting 10 digits is a decision of this library. Everything else is malformed.
/// </summary>
internal static class UnixTimestamp
{
    private const int SecondsDigits = 10;
    private const int MillisecondsDigits = 13;

    /// <summary>Never throws: the length is checked first, and every 13-digit value is a valid date.</summary>
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
