using System.Globalization;
using Benchmarks.Comparison.Load;
using Benchmarks.Comparison.Servers;

namespace Benchmarks.Comparison.Rows;

/// <summary>What the app allocates for one accepted delivery, the web server and the Service Bus SDK included.</summary>
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
