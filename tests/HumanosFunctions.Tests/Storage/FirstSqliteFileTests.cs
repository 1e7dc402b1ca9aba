using HumanosFunctions.Storage;
using Microsoft.Data.Sqlite;

namespace HumanosFunctions.Tests.Storage;

/// <summary>A database file that the first version has left is taken over with all that it holds.</summary>
public sealed class FirstSqliteFileTests
{
    private static readonly StateRow[] OfFirstRequest = [Rows.Row(content: "{}"), Rows.Row(kind: "event", key: "key/", content: "[]")];

    private static readonly ChangedRequest[] Changes =
        [new("#", Rows.Noon.AddSeconds(10)), new("request-1", Rows.Noon.AddSeconds(20))];

    [Fact]
    public async Task Its_rows_and_its_changes_are_there()
    {
        await using TestedSqlite tested = await CreateAsync();

        await AssertAllAsync(tested.Open());
        await AssertAllAsync(tested.Open());
    }

    [Fact]
    public async Task What_is_put_meets_its_rows()
    {
        await using TestedSqlite tested = await CreateAsync();
        IStateStore store = tested.Open();

        IReadOnlyList<RowWrite> writes = await store.PutAsync(OfFirstRequest[0], Rows.Row("#", second: -1), Rows.Row("#", second: 1));

        Assert.Equal([RowWrite.Outdated, RowWrite.Outdated, RowWrite.Stored], writes);
        Assert.Equal([Rows.Describe(Rows.Row("#", second: 1))], await store.DescribeAsync("#"));
        Assert.Equal(["request-1", "#"], (await store.RoundAsync(Rows.Noon)).Ids());
    }

    [Fact]
    public async Task Instances_that_open_it_at_once_take_it_over_once()
    {
        await using TestedSqlite tested = await CreateAsync();
        IStateStore[] stores = [.. Enumerable.Range(0, 6).Select(_ => tested.Open())];

        await Task.WhenAll(stores.Select((store, number) => store.PutAsync(Rows.Row($"new-{number}"))));

        await AssertAllAsync(stores[0]);
        Assert.Equal(8, (await stores[0].RoundAsync(Rows.Noon)).Count);
    }

    [Fact]
    public async Task A_take_over_that_fails_leaves_it_as_it_was()
    {
        await using TestedSqlite tested = await CreateAsync();
        await tested.ExecuteAsync("CREATE TABLE requests (in_the_way)");
        await Assert.ThrowsAsync<SqliteException>(() => tested.Open().PutAsync(Rows.Row("lost")));

        await tested.ExecuteAsync("DROP TABLE requests");

        await AssertAllAsync(tested.Open());
    }

    private static async Task AssertAllAsync(IStateStore store)
    {
        Assert.Equal(OfFirstRequest.Select(Rows.Describe), await store.DescribeAsync());
        Assert.Equal([Rows.Describe(Rows.Row("#", content: "{}"))], await store.DescribeAsync("#"));
        Assert.Equal(Changes, (await store.RoundAsync(Rows.Noon)).Take(Changes.Length));
    }

    private static async Task<TestedSqlite> CreateAsync()
    {
        var tested = new TestedSqlite();
        await tested.ExecuteAsync(FirstSqliteFile.Sql);
        return tested;
    }
}
