using System.Globalization;

namespace Humanos.Webhooks;

/// <summary>
/// Reads a time in a payload. ISO 8601 date-times and, in one version, milliseconds since 1970 are documented. Public examples also
/// contain <c>dd-mm-yyyy</c>, which is rejected because it is ambiguous with <c>mm-dd-yyyy</c>.
/// </summary>
internal static class TimeText
{
    /// <summary>The time in UTC. A text without an offset is UTC. Null if the text is not a valid time.</summary>
    internal static DateTimeOffset? Read(string text) => UnixTimestamp.Read(text) ?? ReadIso(text);

    private static DateTimeOffset? ReadIso(string text) =>
        BeginsWithIsoDate(text) && DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTimeOffset time)
            ? time
            : null;

    // Because the year is first, the platform's tolerant parser cannot confuse day and month.
    private static bool BeginsWithIsoDate(ReadOnlySpan<char> text) =>
        text is [_, _, _, _, '-', _, _, '-', _, _, ..]
        && !text[..4].ContainsAnyExceptInRange('0', '9')
        && !text[5..7].ContainsAnyExceptInRange('0', '9')
        && !text[8..10].ContainsAnyExceptInRange('0', '9');
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
