using System.Globalization;

namespace Benchmarks.Comparison.Rows;

/// <summary>What storing an event costs when there are many already.</summary>
internal static class GrowthRow
{
    private const int WarmUp = 50_000;
    private const int Rounds = 7;
    private const int Measured = 3_000;

    private static readonly int[] Stored = [1_000, 10_000, 100_000, 1_000_000];

    public static async Task<IReadOnlyList<TableRow>> MeasureAsync()
    {
        // In a store of its own, so that the thousand are a thousand and the code is compiled for good.
        await using (var store = new GrowingStore(RequestIds.NextRandom))
        {
            await store.GrowToAsync(WarmUp);
        }

        return
        [
            .. await MeasureAsync("ids by time", new RequestIds().NextByTime),
            .. await MeasureAsync("random ids", RequestIds.NextRandom),
        ];
    }

    private static async Task<IEnumerable<TableRow>> MeasureAsync(string ids, Func<string> nextRequest)
    {
        await using var store = new GrowingStore(nextRequest);
        var costs = new List<Spread>();
        foreach (int stored in Stored)
        {
            await store.GrowToAsync(stored);
            var rounds = new List<double>();
            while (rounds.Count < Rounds)
            {
                rounds.Add(await store.CostAsync(Measured));
            }

            costs.Add(Spread.Of(rounds));
            Console.Error.WriteLine($"growth, {ids}, {stored:N0} stored: {costs[^1].Show("N1")} µs");
        }

        return Stored.Select((stored, at) => Row(ids, stored, costs[at], costs[0]));
    }

    private static TableRow Row(string ids, int stored, Spread cost, Spread first) => new(
        string.Create(CultureInfo.InvariantCulture, $"storing an event in µs, {ids}, beside {stored:N0} stored, vs. beside 1,000"),
        cost.Show("N1"),
        first.Show("N1"),
        (cost.Median / first.Median).ToString("N2", CultureInfo.InvariantCulture) + "×",
        "flat");
}
