using HumanosFunctions.Storage;
using Microsoft.Extensions.Time.Testing;

namespace HumanosFunctions.Tests.Storage;

[Collection(StoreCollection.Name)]
public sealed class ContinuationTests(Azurite azurite)
{
    private readonly FakeTimeProvider _time = new(Rows.Noon);

    [Theory, OnSqlite, OnTables]
    public async Task A_continuation_serves_another_instance(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        await tested.Open(_time).PutHourlyAsync(_time, 2);
        ChangedPage first = await tested.Open(_time).PageAsync(Rows.Noon);

        Assert.Equal(["request-1"], (await tested.Open(_time).PageAsync(Rows.Noon, first.Next)).Requests.Ids());
    }

    [Theory, OnSqlite, OnTables]
    public async Task A_continuation_that_was_never_handed_out_is_refused(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open(_time);
        await store.PutHourlyAsync(_time, 3);
        string good = (await store.PageAsync(Rows.Noon)).Next!;
        string[] cut = [.. Enumerable.Range(0, good.Length).Select(length => good[..length])];
        string[] changed = [.. Enumerable.Range(0, good.Length - 1).Select(at => good[..at] + (good[at] == 'A' ? 'B' : 'A') + good[(at + 1)..])];

        foreach (string bad in (string[])[.. cut, .. changed, "null", "%00", "é", good + good, good + "AAAA"])
        {
            await Assert.ThrowsAsync<FormatException>(() => store.PageAsync(Rows.Noon, bad));
        }
    }

    [Theory, OnSqlite, OnTables]
    public async Task A_continuation_of_a_list_that_begins_earlier_is_refused(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open(_time);
        await store.PutHourlyAsync(_time, 3);
        string earlier = (await store.PageAsync(Rows.Noon)).Next!;

        await Assert.ThrowsAsync<FormatException>(() => store.PageAsync(Rows.Noon.AddDays(1), earlier));
    }

    [NodeFact]
    public async Task A_continuation_of_the_other_store_is_refused()
    {
        await using TestedStore sqlite = await TestedStore.CreateAsync(TestedStore.Sqlite, azurite);
        await using TestedStore tables = await TestedStore.CreateAsync(TestedStore.Tables, azurite);
        IStateStore[] stores = [sqlite.Open(_time), tables.Open(_time)];
        foreach (IStateStore store in stores)
        {
            await store.PutHourlyAsync(_time, 2);
        }

        string[] next = [(await stores[0].PageAsync(Rows.Noon)).Next!, (await stores[1].PageAsync(Rows.Noon)).Next!];

        await Assert.ThrowsAsync<FormatException>(() => stores[0].PageAsync(Rows.Noon, next[1]));
        await Assert.ThrowsAsync<FormatException>(() => stores[1].PageAsync(Rows.Noon, next[0]));
    }
}
