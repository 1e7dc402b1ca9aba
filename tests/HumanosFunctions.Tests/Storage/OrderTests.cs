using HumanosFunctions.Storage;

namespace HumanosFunctions.Tests.Storage;

[Collection(StoreCollection.Name)]
public sealed class OrderTests(Azurite azurite)
{
    private static readonly StateRow Middle = Rows.Row(second: 10, id: "b0");

    [Theory, OnSqlite, OnTables]
    public Task A_newer_row_replaces_an_older_one(string kind) => AssertAsync(kind, Rows.Row(second: 11, id: "a0"), RowWrite.Stored);

    [Theory, OnSqlite, OnTables]
    public Task An_older_row_is_left_out(string kind) => AssertAsync(kind, Rows.Row(second: 9, id: "c0"), RowWrite.Outdated);

    [Theory, OnSqlite, OnTables]
    public Task Of_the_same_time_the_greater_event_id_stays(string kind) => AssertAsync(kind, Rows.Row(second: 10, id: "b1"), RowWrite.Stored);

    [Theory, OnSqlite, OnTables]
    public Task Of_the_same_time_the_lesser_event_id_is_left_out(string kind) => AssertAsync(kind, Rows.Row(second: 10, id: "af"), RowWrite.Outdated);

    [Theory, OnSqlite, OnTables]
    public Task A_repetition_has_no_effect(string kind) => AssertAsync(kind, Middle with { Content = new byte[7] }, RowWrite.Outdated);

    [Theory, OnSqlite, OnTables]
    public Task A_repetition_in_another_time_zone_has_no_effect(string kind) =>
        AssertAsync(kind, Middle with { OccurredAt = Middle.OccurredAt.ToOffset(TimeSpan.FromHours(2)), Content = new byte[7] }, RowWrite.Outdated);

    [Theory, OnSqlite, OnTables]
    public Task A_tick_later_is_newer(string kind) => AssertAsync(kind, Middle with { OccurredAt = Middle.OccurredAt.AddTicks(1), EventId = "a0" }, RowWrite.Stored);

    [Theory, OnSqlite, OnTables]
    public async Task Each_row_of_a_call_has_its_own_result_in_its_own_place(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open();
        await store.PutAsync(Middle, Middle with { RequestId = "request-2" });

        IReadOnlyList<RowWrite> writes = await store.PutAsync(
            Rows.Row(key: "new"), Rows.Row(second: 9), Rows.Row("request-2", second: 11), Rows.Row("request-3"), Rows.Row("request-2", second: 12), Rows.Row("request-2", second: 5));

        Assert.Equal([RowWrite.Stored, RowWrite.Outdated, RowWrite.Stored, RowWrite.Stored, RowWrite.Stored, RowWrite.Outdated], writes);
        Assert.Equal(2, (await store.DescribeAsync("request-1")).Count);
        Assert.Equal([Rows.Describe(Rows.Row("request-2", second: 12))], await store.DescribeAsync("request-2"));
    }

    [Theory, OnSqlite, OnTables]
    public async Task Puts_of_one_row_at_the_same_moment_end_in_the_greatest(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore[] instances = [tested.Open(), tested.Open()];
        StateRow[] rows = [.. Enumerable.Range(0, 48).Select(number => Rows.Row(second: number / 4, id: $"{number % 4:x2}"))];
        new Random(48).Shuffle(rows);

        await Task.WhenAll(rows.Select((row, index) => instances[index % 2].PutAsync(row)));

        Assert.Equal([Rows.Describe(Rows.Row(second: 11, id: "03"))], await instances[0].DescribeAsync());
    }

    private async Task AssertAsync(string kind, StateRow second, RowWrite expected)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open();
        Assert.Equal([RowWrite.Stored], await store.PutAsync(Middle));

        Assert.Equal([expected], await store.PutAsync(second));

        Assert.Equal([Rows.Describe(expected == RowWrite.Stored ? second : Middle)], await store.DescribeAsync());
    }
}
