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
