using Azure;
using Azure.Data.Tables;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Tests.Storage;

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
