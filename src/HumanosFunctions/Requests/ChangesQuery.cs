using System.Collections.Specialized;
using System.Globalization;

namespace HumanosFunctions.Requests;

/// <summary>The query of a list of changes: <c>since</c>, and optionally <c>continuation</c> and <c>top</c>.</summary>
public sealed record ChangesQuery(DateTimeOffset Since, string? Continuation, int PageSize)
{
    public const string Usage = "Give since=TIME (RFC 3339), and optionally top=1…1000 and continuation=NEXT of the page before.";

    private const int DefaultPageSize = 100;
    private const int LargestPageSize = 1000;

    /// <summary>Null where a part is missing or cannot be understood.</summary>
    public static ChangesQuery? Read(NameValueCollection query) =>
        TimeOf(query["since"]) is { } since && PageSizeOf(query["top"]) is { } pageSize
            ? new ChangesQuery(since, query["continuation"], pageSize)
            : null;

    private static DateTimeOffset? TimeOf(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset since)
            ? since
            : null;

    private static int? PageSizeOf(string? text) =>
        text is null ? DefaultPageSize
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size is >= 1 and <= LargestPageSize ? size
        : null;
}
