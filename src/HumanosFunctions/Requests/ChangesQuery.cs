using System.Collections.Specialized;
using System.Globalization;
using System.Text.RegularExpressions;

namespace HumanosFunctions.Requests;

/// <summary>The query of a list of changes: <c>since</c>, and optionally <c>continuation</c> and <c>top</c>.</summary>
internal sealed partial record ChangesQuery(DateTimeOffset Since, string? Continuation, int PageSize)
{
    public const string Usage = "Give since=TIME (RFC 3339 with an offset, such as 2026-06-01T00:00:00Z), and optionally top=1…1000 and continuation=NEXT of the page before.";

    private const int DefaultPageSize = 100;
    private const int LargestPageSize = 1000;

    /// <summary>Returns null if a part is missing or invalid.</summary>
    public static ChangesQuery? Read(NameValueCollection query) =>
        TimeOf(query["since"]) is { } since && PageSizeOf(query["top"]) is { } pageSize
            ? new ChangesQuery(since, query["continuation"], pageSize)
            : null;

    // An unescaped "+" arrives as a space.
    private static DateTimeOffset? TimeOf(string? text) =>
        text is not null
        && Rfc3339Time().Match(text) is { Success: true } match
        && DateTimeOffset.TryParse(
            $"{match.Groups["time"]}{match.Groups["fraction"]}{(match.Groups["plus"].Success ? "+" : "")}{match.Groups["offset"]}",
            CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out DateTimeOffset since)
            ? since
            : null;

    private static int? PageSizeOf(string? text) =>
        text is null ? DefaultPageSize
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size is >= 1 and <= LargestPageSize ? size
        : null;

    // Reads as many digits of the fraction as a DateTimeOffset can hold.
    [GeneratedRegex(@"^(?<time>\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2})((?<fraction>\.\d{1,7})\d*)?((?<plus> )(?<offset>\d{2}:\d{2})|(?<offset>[Zz]|[+-]\d{2}:\d{2}))\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Rfc3339Time();
}

/// <summary>The query <c>id=…</c>, with any id. The parameter name is case-sensitive, and the value is not changed.</summary>
internal static class IdQuery
{
    private const string Name = "id";

    /// <summary>Returns null if there is none or more than one.</summary>
    public static string? Read(Uri address)
    {
        string[] ids =
        [
            .. address.Query.TrimStart('?').Split('&')
                .Select(part => part.Split('=', count: 2))
                .Where(part => part.Length == 2 && Decode(part[0]) == Name)
                .Select(part => Decode(part[1])),
        ];
        return ids.Length == 1 ? ids[0] : null;
    }

    // Form encoding: a plus sign is a space, and %2B is a plus sign.
    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
