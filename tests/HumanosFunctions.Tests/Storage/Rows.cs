using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using HumanosFunctions.Storage;
using Microsoft.Extensions.Time.Testing;

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

/// <summary>Stands in the real client's way to the table of rows, before or after each attempt of a write.</summary>
internal sealed class RowRequests : HttpPipelinePolicy
{
    public Func<HttpMessage, ValueTask> Before { get; init; } = _ => ValueTask.CompletedTask;

    public Func<HttpMessage, ValueTask> After { get; init; } = _ => ValueTask.CompletedTask;

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        bool writesRow = message.Request.Method != RequestMethod.Get && message.Request.Uri.Path.Contains("humanosstate", StringComparison.Ordinal);
        if (writesRow)
        {
            await Before(message);
        }

        await ProcessNextAsync(message, pipeline);
        if (writesRow)
        {
            await After(message);
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("The store calls asynchronously only.");
}

/// <summary>Follows the list of changes as a poller does.</summary>
internal static class Changes
{
    public static async Task<List<ChangedRequest>> RoundAsync(this IStateStore store, DateTimeOffset since, int pageSize = 100, Func<Task>? betweenPages = null)
    {
        var round = new List<ChangedRequest>();
        string? continuation = null;
        do
        {
            ChangedPage page = await store.PageAsync(since, continuation, pageSize);
            Assert.InRange(page.Requests.Count, 0, pageSize);
            round.AddRange(page.Requests);
            continuation = page.Next;
            await (betweenPages?.Invoke() ?? Task.CompletedTask);
        }
        while (continuation is not null);

        return round;
    }

    public static Task<ChangedPage> PageAsync(this IStateStore store, DateTimeOffset since, string? continuation = null, int pageSize = 1) =>
        store.ChangedSinceAsync(since, continuation, pageSize, CancellationToken.None);

    public static IEnumerable<string> Ids(this IEnumerable<ChangedRequest> changes) => changes.Select(changed => changed.RequestId);

    /// <summary>Puts one row each for so many requests, an hour apart.</summary>
    public static async Task PutHourlyAsync(this IStateStore store, FakeTimeProvider time, int count)
    {
        for (int number = 0; number < count; number++)
        {
            await store.PutAsync(Rows.Row($"request-{number}"));
            time.Advance(TimeSpan.FromHours(1));
        }
    }
}
