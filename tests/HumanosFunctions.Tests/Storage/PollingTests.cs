using HumanosFunctions.Storage;
using Microsoft.Extensions.Time.Testing;

namespace HumanosFunctions.Tests.Storage;

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
