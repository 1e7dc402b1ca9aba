using System.Collections.Specialized;
using System.Globalization;
using System.Text.RegularExpressions;

namespace HumanosFunctions.Requests;

/// <summary>The query of a list of changes: <c>since</c>, and optionally <c>continuation</c> and <c>top</c>.</summary>
internal sealed partial record ChangesQuery(DateTimeOffset Since, string? Continuation, int PageSize)
{
    public const string Usage = "Give since=TIME (RFC 3339 with an offset, such as 2026-06-01T00:00:00Z), and optionally top=1…1000 and continuation=NEXT of the page before.";

    private static readonly string[] Names = ["since", "continuation", "top"];

    private const int DefaultPageSize = 100;
    private const int MaxPageSize = 1000;

    /// <summary>Whether the query asks for changes, validly or not.</summary>
    public static bool IsMeant(NameValueCollection query) => Names.Any(name => query[name] is not null);

    /// <summary>Returns null if a part is missing, invalid, or given more than once.</summary>
    public static ChangesQuery? Read(NameValueCollection query) =>
        Names.All(name => query.GetValues(name) is null or [_]) && TimeOf(query["since"]) is { } since && PageSizeOf(query["top"]) is { } pageSize
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
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size is >= 1 and <= MaxPageSize ? size
        : null;

    // Reads as many digits of the fraction as a DateTimeOffset can hold.
    [GeneratedRegex(@"^(?<time>\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2})((?<fraction>\.\d{1,7})\d*)?((?<plus> )(?<offset>\d{2}:\d{2})|(?<offset>[Zz]|[+-]\d{2}:\d{2}))\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Rfc3339Time();
}

/// <summary>The query <c>id=…</c>, with any id. The parameter name is case-sensitive, and the value is not changed.</summary>
internal static class IdQuery
{
    private const string Name = "id";

    public const string Usage = "Give one id=ID alone to read a request, or since=TIME to list changes, not both.";

    /// <summary>Returns each value; a valid query has one.</summary>
    public static IReadOnlyList<string> Read(Uri address) =>
        [
            .. address.Query.TrimStart('?').Split('&')
                .Select(part => part.Split('=', count: 2))
                .Where(part => part.Length == 2 && Decode(part[0]) == Name)
                .Select(part => Decode(part[1])),
        ];

    // Form encoding: a plus sign is a space, and %2B is a plus sign.
    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
