using System.Text;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Tests.Storage;

/// <summary>Rows for tests, and what to compare of them.</summary>
internal static class Rows
{
    public static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static StateRow Row(string request = "request-1", string kind = "credential", string key = "key-1", int second = 0, string id = "a0", string? content = null) => new()
    {
        RequestId = request,
        Kind = kind,
        Key = key,
        OccurredAt = Noon.AddSeconds(second),
        EventId = id,
        Content = Encoding.UTF8.GetBytes(content ?? $$"""{"id":"{{id}}","second":{{second}}}"""),
    };

    public static Task<IReadOnlyList<RowWrite>> PutAsync(this IStateStore store, params StateRow[] rows) =>
        store.PutAsync(rows, CancellationToken.None);

    public static async Task<IReadOnlyList<string>> DescribeAsync(this IStateStore store, string request = "request-1") =>
        [.. (await store.OfRequestAsync(request, CancellationToken.None)).Select(Describe)];

    /// <summary>Every member of the row as text, so that two of them are compared by value.</summary>
    public static string Describe(StateRow row) => string.Join(
        '|', row.RequestId, row.Kind, row.Key, row.OccurredAt.UtcTicks, row.EventId, Convert.ToHexString(row.Content.Span));
}
