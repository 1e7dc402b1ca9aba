using HumanosFunctions.Storage;

namespace HumanosFunctions.Tests.Storage;

[Collection(StoreCollection.Name)]
public sealed class OutageTests(Azurite azurite)
{
    [Theory, OnSqlite, OnTables]
    public async Task A_store_that_cannot_be_used_says_so_and_works_again_when_it_is_back(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open();
        await store.PutAsync(Rows.Row());
        await store.ProbeAsync(CancellationToken.None);

        await tested.BreakAsync();
        try
        {
            await Assert.ThrowsAnyAsync<Exception>(() => store.PutAsync(Rows.Row(key: "lost")));
            await Assert.ThrowsAnyAsync<Exception>(() => store.OfRequestAsync("request-1", CancellationToken.None));
            await Assert.ThrowsAnyAsync<Exception>(() => store.ProbeAsync(CancellationToken.None));
        }
        finally
        {
            await tested.MendAsync();
        }

        await Eventually.IsTrueAsync(() => IsUsableAsync(store), "the store can be used again");
        Assert.Equal([RowWrite.Stored], await store.PutAsync(Rows.Row(key: "after")));
        Assert.DoesNotContain(await store.OfRequestAsync("request-1", CancellationToken.None), row => row.Key == "lost");
    }

    [Theory, OnSqlite, OnTables]
    public async Task Every_call_that_waits_in_an_outage_fails_and_can_be_repeated(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open();
        await store.PutAsync(Rows.Row());
        StateRow[] rows = [.. Enumerable.Range(0, 20).Select(number => Rows.Row(key: $"{number}"))];

        await tested.BreakAsync();
        try
        {
            await Task.WhenAll(rows.Select(row => Assert.ThrowsAnyAsync<Exception>(() => store.PutAsync(row))));
        }
        finally
        {
            await tested.MendAsync();
        }

        await Eventually.IsTrueAsync(() => IsUsableAsync(store), "the store can be used again");
        await Task.WhenAll(rows.Select(row => store.PutAsync(row)));
        Assert.Empty(rows.Select(Rows.Describe).Except(await store.DescribeAsync()));
    }

    private static async Task<bool> IsUsableAsync(IStateStore store)
    {
        try
        {
            await store.ProbeAsync(CancellationToken.None);
            return true;
        }
        catch (Azure.RequestFailedException)
        {
            return false;
        }
    }
}
