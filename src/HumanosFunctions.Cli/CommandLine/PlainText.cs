using System.Globalization;
using System.Text;

namespace HumanosFunctions.Cli.CommandLine;

/// <summary>
/// Text from messages for a terminal: without control characters, which a terminal would execute, and with characters that
/// reorder, hide or break text, such as those for bidirectional writing, as escapes.
/// </summary>
internal static class PlainText
{
    private const string Nothing = "-";
    private const string Replacement = "?";

    public static string Of(string? text) => text is { Length: > 0 } ? Safe(text) : Nothing;

    /// <summary>The same for text of several lines, which stay lines.</summary>
    public static string OfLines(string text) => string.Join(
        Environment.NewLine, text.Replace("\t", "    ", StringComparison.Ordinal).Split('\n').Select(line => Safe(line.TrimEnd('\r'))));

    private static string Safe(string text) => string.Concat(text.EnumerateRunes().Select(character => Rune.GetUnicodeCategory(character) switch
    {
        UnicodeCategory.Control => Replacement,
        UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => $"\\u{character.Value:x4}",
        _ => character.ToString(),
    }));
}

/// <summary>Durations as people write them: <c>90s</c>, <c>15m</c>, <c>12h</c>, <c>7d</c>, or <c>1.12:00:00</c>.</summary>
internal static class DurationText
{
    public static bool TryParse(string text, out TimeSpan span)
    {
        span = TimeSpan.Zero;
        if (text.Contains(':', StringComparison.Ordinal))
        {
            // The exact format, because 36:00:00 would otherwise be 36 days.
            return TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out span) && span >= TimeSpan.Zero;
        }

        // A number without a unit is ambiguous.
        if (text.Length == 0 || UnitOf(text[^1]) is not { } unit || !ushort.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out ushort count))
        {
            return false;
        }

        span = unit * count;
        return true;
    }

    public static string Format(TimeSpan span) => span switch
    {
        { TotalDays: >= 1 } => $"{span.Days}d {span.Hours}h",
        { TotalHours: >= 1 } => $"{span.Hours}h {span.Minutes}m",
        { TotalMinutes: >= 1 } => $"{span.Minutes}m",
        { Ticks: > 0 } => $"{span.Seconds}s",
        _ => "0s",
    };

    private static TimeSpan? UnitOf(char letter) => letter switch
    {
        's' => TimeSpan.FromSeconds(1),
        'm' => TimeSpan.FromMinutes(1),
        'h' => TimeSpan.FromHours(1),
        'd' => TimeSpan.FromDays(1),
        _ => null,
    };
}
