using System.Globalization;
using Benchmarks.Comparison.Load;
using Benchmarks.Comparison.Servers;

namespace Benchmarks.Comparison.Rows;

/// <summary>Memory of the app during one million deliveries of 2 KiB at 64 connections.</summary>
internal static class MemoryRow
{
    private const int Deliveries = 1_000_000;
    private const int Chunk = 50_000;
    private const double Megabyte = 1024 * 1024;

    public static async Task<IReadOnlyList<TableRow>> MeasureAsync()
    {
        await using BrokerProcess broker = await BrokerProcess.StartAsync();
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

        return
        [
            Row("working set in MB", workingSets, "≤ 150, flat"),
            Row("managed heap in MB", heaps, "flat"),
        ];
    }

    // One figure for every chunk of deliveries.
    private static TableRow Row(string what, List<double> figures, string goal) => new(
        $"{what} over {Deliveries.ToString("N0", CultureInfo.InvariantCulture)} deliveries",
        string.Join(' ', figures.Select(figure => figure.ToString("N0", CultureInfo.InvariantCulture))),
        "–",
        "–",
        goal);
}

/// <summary>The memory that the app allocates per accepted delivery, including the web server and the Service Bus SDK.</summary>
internal static class GarbageRow
{
    private const int Connections = 64;

    private static readonly (int Kilobytes, int Requests)[] Sizes = [(2, 30_000), (16, 20_000), (200, 4_000)];

    public static async Task<IReadOnlyList<TableRow>> MeasureAsync()
    {
        var rows = new List<TableRow>();
        foreach ((int kilobytes, int requests) in Sizes)
        {
            rows.AddRange(await MeasureAsync(kilobytes, requests));
        }

        return rows;
    }

    private static async Task<IEnumerable<TableRow>> MeasureAsync(int kilobytes, int requests)
    {
        await using RunningServer app = await Candidates.Ingestor.StartAsync();
        using var corpus = new Corpus("2026-05-17/test", kilobytes * 1024);
        IReadOnlyList<byte[]> warmUp = corpus.Make(requests / 4, app.Target);
        IReadOnlyList<byte[]> load = corpus.Make(requests, app.Target);
        using var heap = new HeapWatch(app.Process.Id);
        await LoadRun.OfAsync(warmUp, app.Target, Connections, expectedStatus: 200);
        HeapFigures before = await heap.NextAsync();
        await LoadRun.OfAsync(load, app.Target, Connections, expectedStatus: 200);
        HeapFigures after = await heap.NextAsync();
        return
        [
            Row($"allocated KB for an accepted delivery, {kilobytes} KiB", (after.Allocated - before.Allocated) / requests / 1024),
            Row($"collections of the oldest generation for 1,000 deliveries, {kilobytes} KiB", 1000.0 * (after.OldCollections - before.OldCollections) / requests),
        ];
    }

    private static TableRow Row(string what, double figure) => new(what, figure.ToString("N1", CultureInfo.InvariantCulture), "–", "–", "–");
}
