using HumanosFunctions.Storage;
using Microsoft.Extensions.Time.Testing;

namespace HumanosFunctions.Tests.Storage;

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
