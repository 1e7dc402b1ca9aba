using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace HumanosFunctions.Settings;

/// <summary>
/// Reads durations of settings as they are meant: <c>d.hh:mm:ss</c>, or ISO 8601. A bare number, which .NET takes for days,
/// is refused, and so is <c>24:00:00</c>, which it takes for 24 days.
/// </summary>
public static partial class Duration
{
    public const string Expected = "a duration such as 00:05:00 (five minutes), 1.00:00:00 (a day) or PT5M";

    public static bool TryRead(string text, out TimeSpan duration)
    {
        duration = default;
        return Iso().IsMatch(text) ? TryReadIso(text, out duration)
            : text.Contains(':', StringComparison.Ordinal) && !text.Any(char.IsWhiteSpace) && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out duration);
    }

    /// <summary>What to write instead, where it can be told; otherwise what is expected.</summary>
    public static string Hint(string text) =>
        LongHours().Match(text) is { Success: true } match && int.TryParse(match.Groups["hours"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int hours)
            ? $"{Expected}: for {hours} hours write {hours / 24}.{hours % 24:00}:{match.Groups["minutes"].Value}:{(match.Groups["seconds"] is { Success: true } seconds ? seconds.Value : "00")}"
            : Expected;

    private static bool TryReadIso(string text, out TimeSpan duration)
    {
        try
        {
            duration = XmlConvert.ToTimeSpan(text);
            return true;
        }
        catch (Exception unusable) when (unusable is FormatException or OverflowException)
        {
            duration = default;
            return false;
        }
    }

    // Without years and months, whose length nobody can tell.
    [GeneratedRegex(@"^-?P(?=[\dT])(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Iso();

    [GeneratedRegex(@"^(?<hours>2[4-9]|[3-9]\d|\d{3,6}):(?<minutes>[0-5]\d)(:(?<seconds>[0-5]\d))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex LongHours();
}
