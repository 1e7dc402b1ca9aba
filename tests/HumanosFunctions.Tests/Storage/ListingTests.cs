using HumanosFunctions.Storage;

namespace HumanosFunctions.Tests.Storage;

[Collection(StoreCollection.Name)]
public sealed class ListingTests(Azurite azurite)
{
    [Theory, OnSqlite, OnTables]
    public async Task An_unknown_request_has_no_rows(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);

        Assert.Empty(await tested.Open().DescribeAsync("nobody"));
    }

    [Theory, OnSqlite, OnTables]
    public async Task All_rows_of_all_requests_are_streamed_and_nothing_else(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open();
        string longId = new('x', 1000);
        StateRow[] rows =
        [
            .. from request in new[] { "", "request-1", "Request-1", "\ud83d\ude00/?#", longId }
               from key in new[] { "a", "B", longId }
               select Rows.Row(request, key: key),
        ];
        await store.PutAsync(rows);
        await store.ProbeAsync(CancellationToken.None);

        List<StateRow> all = await store.AllAsync(CancellationToken.None).ToListAsync();

        Assert.Equal(rows.Select(Rows.Describe).Order(StringComparer.Ordinal), all.Select(Rows.Describe).Order(StringComparer.Ordinal));
    }

    [Theory, OnSqlite, OnTables]
    public async Task A_stream_of_rows_may_be_left_early(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open();
        await store.PutAsync([.. Enumerable.Range(0, 3000).Select(number => Rows.Row(key: $"{number}"))]);

        Assert.Single(await store.AllAsync(CancellationToken.None).Take(1).ToListAsync());
        Assert.Equal(3000, await store.AllAsync(CancellationToken.None).CountAsync());
    }

    [Theory, OnSqlite, OnTables]
    public async Task Nothing_to_put_has_no_results(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);

        Assert.Empty(await tested.Open().PutAsync());
    }

    [Theory, OnSqlite, OnTables]
    public async Task Rows_come_by_kind_then_time_then_event_then_key_whatever_the_order_they_were_put_in(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open();
        StateRow[] expected =
        [
            Rows.Row(kind: "Zulu", key: "z", second: 9),
            Rows.Row(kind: "alpha", key: "z", second: 1, id: "b0"),
            Rows.Row(kind: "alpha", key: "B", second: 2, id: "a0"),
            Rows.Row(kind: "alpha", key: "a", second: 2, id: "a0"),
            Rows.Row(kind: "alpha", key: "\ud83d\ude00", second: 2, id: "a0"),
            Rows.Row(kind: "alpha", key: "\uff5e", second: 2, id: "a0"),
            Rows.Row(kind: "alpha", key: "0", second: 2, id: "b0"),
            Rows.Row(kind: "beta", key: "0", second: 0),
        ];

        foreach (StateRow row in expected.Reverse())
        {
            await store.PutAsync(row);
        }

        Assert.Equal(expected.Select(Rows.Describe), await store.DescribeAsync());
    }

    [Theory, OnSqlite, OnTables]
    public async Task A_new_instance_sees_everything_that_was_acknowledged(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore first = tested.Open();
        await Task.WhenAll(Enumerable.Range(0, 250).Select(number => first.PutAsync(Rows.Row(key: $"{number:D4}"), Rows.Row(kind: "event", key: $"{number:D4}"))));

        IStateStore second = tested.Open();

        Assert.Equal(500, (await second.DescribeAsync()).Count);
        Assert.Equal(await first.DescribeAsync(), await second.DescribeAsync());
        Assert.Equal(["request-1"], (await second.ChangedSinceAsync(DateTimeOffset.UnixEpoch, null, 999, CancellationToken.None)).Requests.Select(changed => changed.RequestId));
    }

    [Theory, OnSqlite, OnTables]
    public async Task More_rows_than_any_page_or_transaction_of_a_database_are_put_and_listed(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open();

        IReadOnlyList<RowWrite> writes = await store.PutAsync([.. Enumerable.Range(0, 1100).Select(number => Rows.Row(key: $"{number}"))]);

        Assert.Equal(1100, writes.Count(write => write == RowWrite.Stored));
        Assert.Equal(1100, (await store.DescribeAsync()).Count);
    }
}
