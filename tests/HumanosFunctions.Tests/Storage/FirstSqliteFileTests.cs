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

/// <summary>What a database file of the first version holds: three rows of two requests, of which the second changed first.</summary>
internal static class FirstSqliteFile
{
    public const string Sql = """
        PRAGMA journal_mode = WAL;
        CREATE TABLE state (
            request_id  TEXT NOT NULL,
            kind        TEXT NOT NULL,
            key         TEXT NOT NULL,
            occurred_at INTEGER NOT NULL,
            event_id    TEXT NOT NULL,
            content     BLOB NOT NULL,
            PRIMARY KEY (request_id, kind, key)
        );
        CREATE TABLE changes (
            request_id TEXT NOT NULL PRIMARY KEY,
            changed_at INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX changes_by_time ON changes (changed_at, request_id);
        INSERT INTO state VALUES
            ('request-1', 'credential', 'key-1', 639159120000000000, 'a0', CAST('{}' AS BLOB)),
            ('request-1', 'event', 'key~002f', 639159120000000000, 'a0', CAST('[]' AS BLOB)),
            ('~0023', 'credential', 'key-1', 639159120000000000, 'a0', CAST('{}' AS BLOB));
        INSERT INTO changes VALUES ('request-1', 639159120200000000), ('~0023', 639159120100000000);
        """;
}
