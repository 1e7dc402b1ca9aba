using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Humanos.Webhooks;

/// <summary>
/// Reads a time of a payload. Documented are ISO 8601 date-times and, in one version, milliseconds since 1970; public examples
/// also show <c>dd-mm-yyyy</c>, which cannot be told from <c>mm-dd-yyyy</c> and therefore is no time.
/// </summary>
internal static class EventTime
{
    private const int LongestNumber = 13;

    /// <summary>The first of the candidates that is a time, in UTC; a text without offset counts as UTC.</summary>
    internal static DateTimeOffset? First(ReadOnlySpan<byte> json, ReadOnlySpan<JsonToken> candidates)
    {
        foreach (JsonToken candidate in candidates)
        {
            if (Read(json, candidate) is { } time)
            {
                return time;
            }
        }

        return null;
    }

    /// <summary>Whether one of the candidates holds anything at all.</summary>
    internal static bool IsAny(ReadOnlySpan<JsonToken> candidates)
    {
        foreach (JsonToken candidate in candidates)
        {
            if (candidate is { Type: JsonTokenType.Number } or { Type: JsonTokenType.String, Length: > 2 })
            {
                return true;
            }
        }

        return false;
    }

    private static DateTimeOffset? Read(ReadOnlySpan<byte> json, JsonToken token) =>
        token is { Type: JsonTokenType.Number, Length: <= LongestNumber }
            ? UnixTimestamp.Read(Encoding.ASCII.GetString(token.Of(json)))
            : FactText.Read(json, token) is { } text
                ? UnixTimestamp.Read(text) ?? ReadIso(text)
                : null;

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
