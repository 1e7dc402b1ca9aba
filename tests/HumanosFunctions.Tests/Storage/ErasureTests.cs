using System.Text;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Tests.Storage;

/// <summary>What a store does for the erasure of requests, and the index that leads to them.</summary>
[Collection(StoreCollection.Name)]
public sealed class ErasureTests(Azurite azurite)
{
    private const string Name = "Erika Mustermann";

    [Theory, OnSqlite, OnTables]
    public async Task A_key_leads_to_every_request_that_has_it_and_to_no_other(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open();

        await store.PutAsync(Rows.Row("a/1"), Person("a/1", "p1"), Person("a/1", "p2"));
        await store.PutAsync(Rows.Row("b", second: 1), Person("b", "p1"));
        await store.PutAsync(Rows.Row("b", second: 2), Person("b", "p1"), Person("b", "p3"));
        await store.PutAsync(Rows.Row("c", key: "p1"));

        Assert.Equal(["a/1", "b"], (await RequestsOfAsync(store, "p1")).Order());
        Assert.Equal(["a/1"], await RequestsOfAsync(store, "p2"));
        Assert.Equal(["b"], await RequestsOfAsync(store, "p3"));
        Assert.Empty(await RequestsOfAsync(store, "p"));
    }

    [Theory, OnSqlite, OnTables]
    public async Task Rows_of_the_index_do_not_depend_on_order_and_repetition(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open();
        StateRow[] rows = [Rows.Row(second: 2, id: "b"), Person("request-1", "p1"), Person("request-1", "p2")];
        await store.PutAsync(rows);
        IReadOnlyList<string> first = await store.DescribeAsync();

        await store.PutAsync(Rows.Row(second: 1, id: "a"), rows[2], rows[1]);
        await store.PutAsync(rows[1]);

        Assert.Equal(first, await store.DescribeAsync());
    }

    [Theory, OnSqlite, OnTables]
    public async Task A_deleted_request_leaves_no_row_no_change_and_no_entry_of_the_index(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open();
        await store.PutAsync([.. Enumerable.Range(0, 150).Select(at => Rows.Row("a#", key: $"{at}")), Person("a#", "p1")]);
        await store.PutAsync(Rows.Row("b"), Person("b", "p1"));

        int deleted = await store.DeleteAsync("a#", keepsIndex: false, CancellationToken.None);

        Assert.Equal(151, deleted);
        Assert.Empty(await store.DescribeAsync("a#"));
        Assert.Equal(["b"], await RequestsOfAsync(store, "p1"));
        Assert.Equal(["b"], (await store.RoundAsync(DateTimeOffset.UnixEpoch)).Ids().Distinct());
        Assert.Equal(["b"], (await store.AllAsync(CancellationToken.None).ToListAsync()).Select(row => row.RequestId).Distinct());
        Assert.Equal(0, await store.DeleteAsync("a#", keepsIndex: false, CancellationToken.None));
    }

    [Theory, OnSqlite, OnTables]
    public async Task The_index_can_stay_until_the_rest_is_deleted(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open();
        await store.PutAsync(Rows.Row("a"), Person("a", "p1"));

        Assert.Equal(1, await store.DeleteAsync("a", keepsIndex: true, CancellationToken.None));
        Assert.Equal(["a"], await RequestsOfAsync(store, "p1"));

        Assert.Equal(1, await store.DeleteAsync("a", keepsIndex: false, CancellationToken.None));
        Assert.Empty(await RequestsOfAsync(store, "p1"));
    }

    [Theory, OnSqlite, OnTables]
    public async Task A_tombstone_holds_a_hash_and_the_time_of_the_first_erasure(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open();
        await store.AddTombstonesAsync([Tombstone.Of("a/1", Rows.Noon), Tombstone.Of("b", Rows.Noon)], CancellationToken.None);
        await store.AddTombstonesAsync([Tombstone.Of("a/1", Rows.Noon.AddDays(1))], CancellationToken.None);

        IStateStore reopened = tested.Open();
        Assert.True(await reopened.IsErasedAsync("a/1", CancellationToken.None));
        Assert.True(await reopened.IsErasedAsync("b", CancellationToken.None));
        Assert.False(await reopened.IsErasedAsync("a", CancellationToken.None));
        List<Tombstone> all = await reopened.TombstonesAsync(CancellationToken.None).ToListAsync();
        Assert.Equal(new[] { Tombstone.Of("a/1", Rows.Noon), Tombstone.Of("b", Rows.Noon) }.OrderBy(one => one.Hash, StringComparer.Ordinal), all.OrderBy(one => one.Hash, StringComparer.Ordinal));
        Assert.DoesNotContain(all, one => one.Hash.Contains("a/1", StringComparison.Ordinal));
        Assert.Empty(await reopened.AllAsync(CancellationToken.None).ToListAsync());
    }

    [Fact]
    public async Task A_write_that_began_before_the_erasure_is_refused_after_it()
    {
        await using var tested = new TestedSqlite();
        IStateStore writing = tested.Open(), erasing = tested.Open();
        await writing.PutAsync(Rows.Row("a"), Rows.Row("b"));

        await erasing.AddTombstonesAsync([Tombstone.Of("a", Rows.Noon)], CancellationToken.None);
        await erasing.DeleteAsync("a", keepsIndex: false, CancellationToken.None);

        Assert.Equal([RowWrite.Erased, RowWrite.Stored], await writing.PutAsync(Rows.Row("a", second: 1), Rows.Row("b", second: 1)));
        Assert.Empty(await writing.DescribeAsync("a"));
        Assert.Equal(["b"], (await writing.RoundAsync(DateTimeOffset.UnixEpoch)).Ids());
    }

    [Fact]
    public async Task After_compaction_no_file_of_the_database_holds_what_was_deleted_or_replaced()
    {
        await using var tested = new TestedSqlite();
        IStateStore serving = tested.Open(), erasing = tested.Open();
        byte[] text = Encoding.UTF8.GetBytes(Name);
        byte[] large = [.. Enumerable.Repeat(text, 5000).SelectMany(part => part)];
        await serving.PutAsync(Rows.Row("erika", second: 1) with { Content = large });
        await serving.PutAsync(Rows.Row("erika", second: 2, content: "{}"), Rows.Row("erika", key: "k2") with { Content = text }, Rows.Row("other"));
        Assert.True(tested.Holds(text) && tested.Holds("erika"u8));

        await erasing.DeleteAsync("erika", keepsIndex: false, CancellationToken.None);
        await erasing.CompactAsync(CancellationToken.None);

        Assert.False(tested.Holds(text));
        Assert.False(tested.Holds("erika"u8));
        Assert.Single(await serving.DescribeAsync("other"));
        Assert.Equal([RowWrite.Stored], await serving.PutAsync(Rows.Row("other", second: 3)));
    }

    [Fact]
    public async Task A_database_of_the_second_version_is_taken_over()
    {
        await using var tested = new TestedSqlite();
        IStateStore store = tested.Open();
        await store.PutAsync(Rows.Row("a"));
        await tested.CloseAsync();
        await tested.ExecuteAsync("DROP TABLE tombstones; DROP TABLE indexed_keys; PRAGMA user_version = 2");

        IStateStore taken = tested.Open();
        await taken.PutAsync(Person("a", "p1"));
        await taken.AddTombstonesAsync([Tombstone.Of("b", Rows.Noon)], CancellationToken.None);

        Assert.Equal(["a"], await RequestsOfAsync(taken, "p1"));
        Assert.Equal(2, (await taken.DescribeAsync("a")).Count);
        Assert.True(await taken.IsErasedAsync("b", CancellationToken.None));
    }

    [Fact]
    public async Task A_database_of_the_third_version_keeps_its_index()
    {
        await using var tested = new TestedSqlite();
        IStateStore store = tested.Open();
        await store.PutAsync(Rows.Row("a"), Person("a", "p1"));
        await store.PutAsync(Rows.Row("b", key: "p1"), Person("b", "p2"));
        IReadOnlyList<string> before = [.. await store.DescribeAsync("a"), .. await store.DescribeAsync("b")];
        await tested.CloseAsync();
        await tested.ExecuteAsync("""
            INSERT INTO state (request, kind, key, occurred_at, event_id, content) SELECT request, 'person', key, 621355968000000000, '', x'7b7d' FROM indexed_keys;
            CREATE INDEX state_by_indexed_key ON state (key) WHERE kind = 'person';
            DROP TABLE indexed_keys;
            PRAGMA user_version = 3
            """);

        IStateStore taken = tested.Open();

        Assert.Equal(["a"], await RequestsOfAsync(taken, "p1"));
        Assert.Equal(["b"], await RequestsOfAsync(taken, "p2"));
        Assert.Equal(before, [.. await taken.DescribeAsync("a"), .. await taken.DescribeAsync("b")]);
    }

    private static Task<IReadOnlyList<string>> RequestsOfAsync(IStateStore store, string key) => store.RequestsOfAsync(key, CancellationToken.None);

    private static StateRow Person(string request, string key) => StateRow.Indexed(request, key);
}
