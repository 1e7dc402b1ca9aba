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

    /// <summary>Null where a part is missing or cannot be understood.</summary>
    public static ChangesQuery? Read(NameValueCollection query) =>
        TimeOf(query["since"]) is { } since && PageSizeOf(query["top"]) is { } pageSize
            ? new ChangesQuery(since, query["continuation"], pageSize)
            : null;

    // A "+" that was not escaped comes as a space.
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

    // Of the fraction as much as a time here can hold.
    [GeneratedRegex(@"^(?<time>\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2})((?<fraction>\.\d{1,7})\d*)?((?<plus> )(?<offset>\d{2}:\d{2})|(?<offset>[Zz]|[+-]\d{2}:\d{2}))\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Rfc3339Time();
}

/// <summary>The query <c>id=…</c>: any id, as an address holds it. Names are told apart as written, and values taken as they are.</summary>
internal static class IdQuery
{
    private const string Name = "id";

    /// <summary>Null where there is none. Of several, none is meant.</summary>
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

    // As forms write it: a plus sign is a space, and one that is meant is %2B.
    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
