using System.Globalization;

namespace Humanos.Webhooks;

/// <summary>
/// Reads a time of a payload. Documented are ISO 8601 date-times and, in one version, milliseconds since 1970; public examples
/// also show <c>dd-mm-yyyy</c>, which cannot be told from <c>mm-dd-yyyy</c> and therefore is no time.
/// </summary>
internal static class TimeText
{
    /// <summary>The time in UTC; a text without offset counts as UTC. Null where it is no time.</summary>
    internal static DateTimeOffset? Read(string text) => UnixTimestamp.Read(text) ?? ReadIso(text);

    private static DateTimeOffset? ReadIso(string text) =>
        BeginsWithIsoDate(text) && DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTimeOffset time)
            ? time
            : null;

    // Year first: from here on the platform's tolerant reading cannot mistake a day for a month.
    private static bool BeginsWithIsoDate(ReadOnlySpan<char> text) =>
        text is [_, _, _, _, '-', _, _, '-', _, _, ..]
        && !text[..4].ContainsAnyExceptInRange('0', '9')
        && !text[5..7].ContainsAnyExceptInRange('0', '9')
        && !text[8..10].ContainsAnyExceptInRange('0', '9');
}
