using HumanosFunctions.Storage;
using Microsoft.Extensions.Time.Testing;

namespace HumanosFunctions.Tests.Storage;

[Collection(StoreCollection.Name)]
public sealed class ChangeTests(Azurite azurite)
{
    private readonly FakeTimeProvider _time = new(Rows.Noon);

    [Theory, OnSqlite, OnTables]
    public async Task A_change_is_listed_at_once_with_the_time_it_was_made(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open(_time);

        await store.PutAsync(Rows.Row("odd/\0#", second: -9999));

        Assert.Equal([new ChangedRequest("odd/\0#", Rows.Noon)], await store.RoundAsync(Rows.Noon));
    }

    [Theory, OnSqlite, OnTables]
    public async Task The_oldest_change_comes_first_and_earlier_ones_than_asked_for_do_not_come(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open(_time);
        await store.PutHourlyAsync(_time, 4);

        Assert.Equal(["request-0", "request-1", "request-2", "request-3"], (await store.RoundAsync(DateTimeOffset.MinValue)).Ids());
        Assert.Equal(["request-2", "request-3"], (await store.RoundAsync(Rows.Noon.AddHours(1.5))).Ids());
        Assert.Equal(["request-2", "request-3"], (await store.RoundAsync(Rows.Noon.AddHours(2))).Ids());
        Assert.Equal(["request-2", "request-3"], (await store.RoundAsync(Rows.Noon.AddHours(2).ToOffset(TimeSpan.FromHours(-7)))).Ids());
    }

    [Theory, OnSqlite, OnTables]
    public async Task Nothing_has_changed_since_the_future(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open(_time);
        await store.PutHourlyAsync(_time, 2);

        Assert.Empty(await store.RoundAsync(_time.GetUtcNow().AddDays(1)));
        Assert.Empty(await store.RoundAsync(DateTimeOffset.MaxValue));
    }

    [Theory, OnSqlite, OnTables]
    public async Task A_request_that_changes_again_is_listed_with_its_last_change(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open(_time);
        await store.PutHourlyAsync(_time, 2);

        await store.PutAsync(Rows.Row("request-0", second: 1));

        Assert.Equal(["request-0"], (await store.RoundAsync(_time.GetUtcNow())).Ids());
        Assert.Equal(new ChangedRequest("request-0", _time.GetUtcNow()), (await store.RoundAsync(Rows.Noon))[^1]);
    }

    [Theory, OnSqlite, OnTables]
    public async Task A_call_with_several_requests_lists_each_of_them_once(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open(_time);

        await store.PutAsync([.. Enumerable.Range(0, 250).Select(number => Rows.Row($"request-{number % 125}", key: $"{number}"))]);

        Assert.Equal(
            Enumerable.Range(0, 125).Select(number => $"request-{number}").Order(StringComparer.Ordinal),
            (await store.RoundAsync(Rows.Noon)).Ids().Distinct().Order(StringComparer.Ordinal));
    }
}

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

[Collection(StoreCollection.Name)]
public sealed class PollingTests(Azurite azurite)
{
    private readonly FakeTimeProvider _time = new(Rows.Noon);

    [Theory, OnSqlite]
    public async Task A_clock_that_jumps_back_hides_no_change_from_who_has_seen_newer_ones(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open(_time);
        await store.PutAsync(Rows.Row("before"));
        DateTimeOffset seen = Assert.Single(await store.RoundAsync(Rows.Noon)).ChangedAt;

        await tested.Open(new FakeTimeProvider(Rows.Noon.AddDays(-1))).PutAsync(Rows.Row("after"));

        Assert.Equal(["before", "after"], (await store.RoundAsync(seen)).Ids());
    }

    [Theory, OnSqlite, OnTables]
    public async Task A_poller_that_begins_with_the_last_time_it_saw_sees_every_change(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open();
        var seen = new HashSet<string>();
        DateTimeOffset since = DateTimeOffset.UnixEpoch;
        Task writing = Parallel.ForEachAsync(Enumerable.Range(0, 300), async (number, _) => await store.PutAsync(Rows.Row($"request-{number}")));

        bool last;
        do
        {
            last = writing.IsCompleted;
            List<ChangedRequest> round = await store.RoundAsync(since, pageSize: 7);
            seen.UnionWith(round.Ids());
            since = round.Select(changed => changed.ChangedAt).Append(since).Max();
        }
        while (!last);

        await writing;
        Assert.Equal(300, seen.Count);
    }
}
