using System.Globalization;
using Benchmarks.Comparison.Load;
using Benchmarks.Comparison.Servers;

namespace Benchmarks.Comparison.Rows;

/// <summary>Memory of the app over a million deliveries of 2 KiB at 64 connections.</summary>
internal static class MemoryRow
{
    private const int Deliveries = 1_000_000;
    private const int Chunk = 50_000;
    private const double Megabyte = 1024 * 1024;

    public static async Task<IReadOnlyList<TableRow>> MeasureAsync()
    {
        string topology = BrokerProcess.TopologyWithoutAudit();
        await using BrokerProcess broker = await BrokerProcess.StartAsync(topology);
        await using RunningServer app = await Candidates.StartIngestorAsync(broker.ConnectionString);
        using var heap = new HeapWatch(app.Process.Id);
        using var corpus = new Corpus("2026-05-17/test", 2 * 1024);
        var workingSets = new List<double>();
        var heaps = new List<double>();
        for (int sent = 0; sent < Deliveries; sent += Chunk)
        {
            await LoadRun.OfAsync(corpus.Make(Chunk, app.Target), app.Target, connections: 64, expectedStatus: 200);
            workingSets.Add(app.Process.WorkingSet / Megabyte);
            heaps.Add(heap.Megabytes);
            Console.Error.WriteLine($"memory, {sent + Chunk:N0} deliveries: working set {workingSets[^1]:N0} MB, heap {heaps[^1]:N0} MB");
        }

        File.Delete(topology);
        return
        [
            Row("working set in MB", workingSets, "≤ 150, flat"),
            Row("managed heap in MB", heaps, "flat"),
        ];
    }

    // The plot, in words: one figure for every fifty thousand.
    private static TableRow Row(string what, List<double> figures, string goal) => new(
        $"{what} over {Deliveries.ToString("N0", CultureInfo.InvariantCulture)} deliveries",
        string.Join(' ', figures.Select(figure => figure.ToString("N0", CultureInfo.InvariantCulture))),
        "–",
        "–",
        goal);
}
