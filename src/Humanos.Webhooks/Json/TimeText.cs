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
