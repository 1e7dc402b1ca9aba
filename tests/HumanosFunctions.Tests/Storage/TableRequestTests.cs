using Azure.Core;
using Azure.Core.Pipeline;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Tests.Storage;

/// <summary>How many requests to Table Storage an event takes: they are its cost and its limit.</summary>
[Collection(StoreCollection.Name)]
public sealed class TableRequestTests(Azurite azurite)
{
    // The entry in the change index, the entry of the person, and the transaction.
    private const int OfAnEvent = 3;

    private readonly CountedRequests _requests = new();

    [NodeFact]
    public async Task The_rows_of_an_event_are_one_transaction_also_if_its_person_is_known()
    {
        IStateStore store = await OpenAsync();

        await store.PutAsync(Event("event-1"));
        Assert.Equal(OfAnEvent, _requests.Count);
        IReadOnlyList<RowWrite> writes = await store.PutAsync(Event("event-2"));

        Assert.Equal(2 * OfAnEvent, _requests.Count);
        Assert.All(writes, write => Assert.Equal(RowWrite.Stored, write));
        Assert.Equal(5, (await store.OfRequestAsync("request-1", CancellationToken.None)).Count);
    }

    [NodeFact]
    public async Task A_repeated_event_changes_nothing()
    {
        IStateStore store = await OpenAsync();
        await store.PutAsync(Event("event-1"));
        IReadOnlyList<string> before = await store.DescribeAsync();

        IReadOnlyList<RowWrite> writes = await store.PutAsync(Event("event-1"));

        Assert.Equal([RowWrite.Outdated, RowWrite.Outdated], writes.Take(2));
        Assert.Equal(before, await store.DescribeAsync());
    }

    // The first write creates the tables.
    private async Task<IStateStore> OpenAsync()
    {
        var tested = (TestedTables)await TestedStore.CreateAsync(TestedStore.Tables, azurite);
        IStateStore store = tested.Open(_requests);
        await store.PutAsync(Rows.Row("another request"));
        _requests.Count = 0;
        return store;
    }

    // Two rows of its own, and one that leads from a person to the request.
    private static StateRow[] Event(string id) =>
        [Rows.Row(kind: "credential-fact", key: id, id: id), Rows.Row(kind: "event", key: id, id: id), StateRow.Indexed("request-1", "person-1")];

    private sealed class CountedRequests : HttpPipelinePolicy
    {
        private int _count;

        public int Count
        {
            get => _count;
            set => _count = value;
        }

        public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            Interlocked.Increment(ref _count);
            return ProcessNextAsync(message, pipeline);
        }

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
            throw new NotSupportedException("The store calls asynchronously only.");
    }
}
