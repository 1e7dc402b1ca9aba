using HumanosFunctions.Storage;
using Xunit.Abstractions;

namespace HumanosFunctions.Tests.Storage;

[Collection(StoreCollection.Name)]
public sealed class ConvergenceTests(Azurite azurite, ITestOutputHelper output)
{
    private static readonly string[] Requests = ["", "request-1", "request/2"];

    [NodeFact]
    public async Task Any_order_and_any_repetition_of_the_same_rows_ends_in_the_same_state_in_both_stores()
    {
        int seed = Environment.TickCount;
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        StateRow[] rows = [.. Enumerable.Range(0, 120).Select(_ => RandomRow(random))];
        string[] expected = [.. Joined(rows)];

        for (int round = 0; round < 4; round++)
        {
            Assert.Equal(expected, await PutShuffledAsync(TestedStore.Sqlite, rows, random));
            Assert.Equal(expected, await PutShuffledAsync(TestedStore.Tables, rows, random));
        }
    }

    private async Task<IReadOnlyList<string>> PutShuffledAsync(string kind, StateRow[] rows, Random random)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        IStateStore store = tested.Open();
        StateRow[] sent = [.. rows, .. rows.Where(_ => random.Next(2) == 0)];
        random.Shuffle(sent);

        await Parallel.ForEachAsync(sent.Chunk(random.Next(1, 9)), async (call, _) => await store.PutAsync(call));

        var state = new List<string>();
        foreach (string request in Requests)
        {
            state.AddRange(await store.DescribeAsync(request));
        }

        return state;
    }

    /// <summary>What must come out, found without any store: of each key the greatest, in the order of the list.</summary>
    private static IEnumerable<string> Joined(IEnumerable<StateRow> rows) => rows
        .GroupBy(row => (row.RequestId, row.Kind, row.Key))
        .Select(same => same.OrderBy(row => row.OccurredAt).ThenBy(row => row.EventId, StringComparer.Ordinal).Last())
        .OrderBy(row => Array.IndexOf(Requests, row.RequestId))
        .ThenBy(row => row.Kind, StringComparer.Ordinal)
        .ThenBy(row => row.OccurredAt)
        .ThenBy(row => row.EventId, StringComparer.Ordinal)
        .ThenBy(row => row.Key, StringComparer.Ordinal)
        .Select(Rows.Describe);

    // The content follows from the rest, as with real events: the same event says the same.
    private static StateRow RandomRow(Random random) => Rows.Row(
        Requests[random.Next(Requests.Length)],
        random.Next(2) == 0 ? "credential" : "identity",
        $"key\0{random.Next(6)}",
        second: random.Next(4),
        id: $"{random.Next(8):x2}");
}
