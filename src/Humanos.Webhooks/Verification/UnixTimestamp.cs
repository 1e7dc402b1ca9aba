using System.Globalization;

namespace Humanos.Webhooks;

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
