using HumanosFunctions.Storage;
using Microsoft.Extensions.Time.Testing;

namespace HumanosFunctions.Tests.Storage;

[Collection(StoreCollection.Name)]
public sealed class ChangePageTests(Azurite azurite)
{
    private readonly FakeTimeProvider _time = new(Rows.Noon);

    [Theory, OnSqlite, OnTables]
    public async Task Pages_of_any_size_list_the_same_and_the_last_says_so(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open(_time);
        await store.PutHourlyAsync(_time, 6);
        string[] expected = [.. Enumerable.Range(0, 6).Select(number => $"request-{number}")];

        foreach (int pageSize in (int[])[1, 2, 3, 4, 5, 6, 7, int.MaxValue])
        {
            int pages = 0;
            List<ChangedRequest> round = await store.RoundAsync(Rows.Noon, pageSize, betweenPages: () => Task.FromResult(pages++));

            Assert.Equal(expected, round.Ids());
            Assert.Equal(Math.Ceiling(6.0 / pageSize), pages);
        }
    }

    [Theory, OnSqlite, OnTables]
    public async Task A_change_that_is_made_while_paging_is_in_this_round_or_in_the_next(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open(_time);
        await store.PutHourlyAsync(_time, 5);
        int made = 0;

        // One request that was listed already, one that was not, and a new one.
        List<ChangedRequest> first = await store.RoundAsync(Rows.Noon, pageSize: 2, async () =>
        {
            if (++made == 1)
            {
                await store.PutAsync(Rows.Row("request-0", second: 1), Rows.Row("request-4", second: 1), Rows.Row("new"));
            }

            _time.Advance(TimeSpan.FromMinutes(30));
        });
        List<ChangedRequest> second = await store.RoundAsync(first.Max(changed => changed.ChangedAt));

        Assert.Empty(((string[])["request-0", "request-1", "request-2", "request-3", "request-4"]).Except(first.Ids()));
        IEnumerable<ChangedRequest> late = first.Concat(second).Where(changed => changed.ChangedAt >= Rows.Noon.AddHours(5));
        Assert.Empty(((string[])["request-0", "request-4", "new"]).Except(late.Ids()));
    }

    [Theory, OnSqlite, OnTables]
    public async Task A_page_of_nothing_is_refused(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => tested.Open().PageAsync(Rows.Noon, pageSize: 0));
    }
}
