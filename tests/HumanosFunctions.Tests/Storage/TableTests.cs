using Azure;
using Azure.Data.Tables;
using HumanosFunctions.Storage;
using HumanosFunctions.Storage.Tables;
using Microsoft.Extensions.Time.Testing;

namespace HumanosFunctions.Tests.Storage;

/// <summary>The change index lies in sixteen parts and reads as one.</summary>
[Collection(StoreCollection.Name)]
public sealed class ChangeShardTests(Azurite azurite)
{
    private readonly FakeTimeProvider _time = new(Rows.Noon);

    [NodeFact]
    public async Task Requests_of_one_hour_are_spread_over_all_partitions_of_it()
    {
        TestedTables tested = await CreateAsync();

        await tested.Open(_time).PutAsync([.. Enumerable.Range(0, 320).Select(number => Rows.Row($"request-{number}"))]);

        int[] sizes = [.. (await EntriesAsync(tested)).GroupBy(entry => entry.PartitionKey).Select(part => part.Count())];
        Assert.Equal(ChangeShard.Count, sizes.Length);
        Assert.All(sizes, size => Assert.InRange(size, 5, 50));
    }

    [NodeFact]
    public async Task All_changes_of_a_request_within_an_hour_are_in_one_partition()
    {
        TestedTables tested = await CreateAsync();
        IStateStore store = tested.Open(_time);

        foreach (int number in Enumerable.Range(0, 5))
        {
            await store.PutAsync(Rows.Row(key: $"{number}"));
            _time.Advance(TimeSpan.FromMinutes(10));
        }

        TableEntity[] entries = await EntriesAsync(tested);
        Assert.Equal(5, entries.Length);
        Assert.Single(entries.DistinctBy(entry => entry.PartitionKey));
    }

    [NodeFact]
    public async Task Changes_of_many_requests_are_listed_in_the_order_they_were_made_whatever_the_pages()
    {
        TestedTables tested = await CreateAsync();
        IStateStore store = tested.Open(_time);
        string[] requests = [.. Enumerable.Range(0, 90).Select(number => $"request-{number}")];
        foreach (string request in requests)
        {
            await store.PutAsync(Rows.Row(request));
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        foreach (int pageSize in (int[])[1, 7, 40, 999])
        {
            Assert.Equal(requests, (await store.RoundAsync(Rows.Noon, pageSize)).Ids());
        }
    }

    [Theory]
    [InlineData("request-1", "9-2026071409")]
    [InlineData("", "3-2026071409")]
    [InlineData("odd/\0#", "8-2026071409")]
    public void The_partition_of_a_request_is_the_same_for_every_instance_and_version(string requestId, string partition) =>
        Assert.Equal(partition, ChangeShard.Partition(requestId, new DateTime(2026, 7, 14, 9, 30, 0, DateTimeKind.Utc).Ticks));

    private static async Task<TableEntity[]> EntriesAsync(TestedTables tested) =>
        await new StateTables(tested.Client()).Changes.QueryAsync<TableEntity>().ToArrayAsync();

    private async Task<TestedTables> CreateAsync() => (TestedTables)await TestedStore.CreateAsync(TestedStore.Tables, azurite);
}

/// <summary>What only a store over the network can meet between two of its own requests.</summary>
[Collection(StoreCollection.Name)]
public sealed class TableConflictTests(Azurite azurite)
{
    [NodeFact]
    public async Task A_write_whose_answer_is_lost_is_repeated_without_harm()
    {
        TestedTables tested = await CreateAsync();
        bool lost = false;
        IStateStore store = tested.Open(new RowRequests { After = _ => lost ? ValueTask.CompletedTask : Lose(ref lost) });

        await store.PutAsync(Rows.Row());

        Assert.True(lost);
        Assert.Equal([Rows.Describe(Rows.Row())], await store.DescribeAsync());
    }

    [NodeFact]
    public async Task A_row_that_others_replace_under_every_attempt_is_given_up_and_left_as_it_is()
    {
        TestedTables tested = await CreateAsync();
        await tested.Open().PutAsync(Rows.Row(second: 1));
        TableClient table = tested.Client().GetTableClient("humanosstate");
        IStateStore store = tested.Open(new RowRequests { Before = async _ => await TouchAsync(table) });

        await Assert.ThrowsAsync<IOException>(() => store.PutAsync(Rows.Row(second: 2)));

        Assert.Equal([Rows.Describe(Rows.Row(second: 1))], await store.DescribeAsync());
    }

    [NodeFact]
    public async Task A_newer_row_that_arrives_between_comparing_and_replacing_stays()
    {
        TestedTables tested = await CreateAsync();
        IStateStore other = tested.Open();
        await other.PutAsync(Rows.Row(second: 1));
        IStateStore store = tested.Open(new RowRequests
        {
            Before = async message => await (message.Request.Method == Azure.Core.RequestMethod.Post ? Task.CompletedTask : other.PutAsync(Rows.Row(second: 3))),
        });

        Assert.Equal([RowWrite.Outdated], await store.PutAsync(Rows.Row(second: 2)));

        Assert.Equal([Rows.Describe(Rows.Row(second: 3))], await store.DescribeAsync());
    }

    [NodeFact]
    public async Task Tables_that_somebody_deleted_are_made_again()
    {
        TestedTables tested = await CreateAsync();
        IStateStore store = tested.Open();
        await store.PutAsync(Rows.Row());
        await azurite.DeleteTablesAsync();

        await Assert.ThrowsAsync<RequestFailedException>(() => store.PutAsync(Rows.Row()));

        Assert.Equal([RowWrite.Stored], await store.PutAsync(Rows.Row()));
    }

    private static ValueTask Lose(ref bool lost)
    {
        lost = true;
        throw new IOException("The answer was lost.");
    }

    private static async Task TouchAsync(TableClient table)
    {
        TableEntity there = await table.QueryAsync<TableEntity>().SingleAsync();
        await table.UpdateEntityAsync(there, ETag.All, TableUpdateMode.Replace);
    }

    private async Task<TestedTables> CreateAsync() => (TestedTables)await TestedStore.CreateAsync(TestedStore.Tables, azurite);
}
