using HumanosFunctions.Erasure;
using HumanosFunctions.Storage;
using HumanosFunctions.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace HumanosFunctions.Tests.Erasure;

/// <summary>Where nothing was ever erased, events need no read of their own. The first erasure is known a second later.</summary>
[Collection(StoreCollection.Name)]
public sealed class ErasedRequestsTests(Azurite azurite)
{
    private readonly FakeTimeProvider _time = new(Rows.Noon);

    [Theory, OnSqlite, OnTables]
    public async Task The_first_erasure_is_known_after_a_second_and_every_later_one_at_once(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open();
        var erased = new ErasedRequests(store, _time);
        Assert.False(await erased.CoverAsync("a", CancellationToken.None));
        await store.AddTombstonesAsync([Tombstone.Of("a", Rows.Noon)], CancellationToken.None);

        _time.Advance(ErasedRequests.RemembersNone);

        Assert.True(await erased.CoverAsync("a", CancellationToken.None));
        Assert.False(await erased.CoverAsync("b", CancellationToken.None));
        await store.AddTombstonesAsync([Tombstone.Of("b", Rows.Noon)], CancellationToken.None);
        Assert.True(await erased.CoverAsync("b", CancellationToken.None));
    }

    [Theory, OnSqlite, OnTables]
    public async Task A_store_that_knows_erasures_tells_of_them_at_once(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open();
        await store.AddTombstonesAsync([Tombstone.Of("a", Rows.Noon)], CancellationToken.None);

        Assert.True(await new ErasedRequests(store, _time).CoverAsync("a", CancellationToken.None));
    }
}
