using System.Globalization;
using Benchmarks.Comparison.Load;
using Benchmarks.Comparison.Rows;
using Benchmarks.Comparison.Rows.Deployed;

namespace Benchmarks.Comparison;

/// <summary>Measures the specified rows, by default all of them, and prints one table.</summary>
internal static class CompareCommand
{
    private static readonly Dictionary<string, Func<Task<IReadOnlyList<TableRow>>>> Rows = new()
    {
        ["primitives"] = PrimitivesRow.MeasureAsync,
        ["accepted"] = AcceptedRow.MeasureAsync,
        ["large"] = LargeRow.MeasureAsync,
        ["deployed"] = DeployedRow.MeasureAsync,
        ["deployed-refusals"] = DeployedRefusalsRow.MeasureAsync,
        ["deployed-processing"] = DeployedProcessingRow.MeasureAsync,
        ["deployed-settings"] = DeployedSettingsRow.MeasureAsync,
        ["deployed-start"] = DeployedStartRow.MeasureAsync,
        ["latency"] = LatencyRow.MeasureAsync,
        ["open-loop"] = OpenLoopRow.MeasureAsync,
        ["forged"] = ForgedRow.MeasureAsync,
        ["processing"] = ProcessingRow.MeasureAsync,
        ["archive"] = ArchiveRow.MeasureAsync,
        ["rebuild"] = RebuildRow.MeasureAsync,
        ["growth"] = GrowthRow.MeasureAsync,
        ["memory"] = MemoryRow.MeasureAsync,
        ["garbage"] = GarbageRow.MeasureAsync,
        ["start"] = StartRow.MeasureAsync,
    };

    private const string Soak = "soak";

    public static async Task<int> RunAsync(string[] names)
    {
        // The only row with an argument. It takes an hour, so it is measured only by its name.
        if (names is [Soak, ..])
        {
            return await SoakAsync(names[1..]);
        }

        if (names.Except(Rows.Keys).FirstOrDefault() is { } unknown)
        {
            Console.Error.WriteLine($"'{unknown}' is not a row. Rows: {string.Join(", ", Rows.Keys)}, and {Soak} [MINUTES]");
            return 2;
        }

        var table = new List<TableRow>();
        foreach (string name in names.Length == 0 ? [.. Rows.Keys] : names)
        {
            table.AddRange(await Rows[name]());
        }

        Write(table);
        return 0;
    }

    private static async Task<int> SoakAsync(string[] arguments)
    {
        if (arguments is not [] and not [_] || !int.TryParse(arguments.FirstOrDefault("60"), NumberStyles.None, CultureInfo.InvariantCulture, out int minutes) || minutes < 1)
        {
            Console.Error.WriteLine($"{Soak} takes a number of minutes, or nothing for an hour.");
            return 2;
        }

        Write(await SoakRow.MeasureAsync(minutes));
        return 0;
    }

    private static void Write(IEnumerable<TableRow> table)
    {
        Console.WriteLine(TableRow.Header);
        foreach (TableRow row in table)
        {
            Console.WriteLine(row.Line);
        }
    }
}

/// <summary>Sends load to a running server, to profile it or to assess a machine.</summary>
internal static class LoadCommand
{
    private const int Connections = 64;

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is not [var url, var count, var kilobytes, var sample]
            || !Uri.TryCreate(url, UriKind.Absolute, out Uri? target) || target.Scheme is not ("http" or "https")
            || Number(count, max: 10_000_000) is not { } deliveries || Number(kilobytes, max: 1024) is not { } size)
        {
            Console.Error.WriteLine("load takes an http address, the number of deliveries, the size of each in kilobytes (1 to 1024), and a sample such as 2026-05-17/test.");
            return 2;
        }

        using var corpus = new Corpus(sample, size * 1024);
        LoadResult result = await LoadRun.OfAsync(corpus.Make(deliveries, target), target, Connections, expectedStatus: 200);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Requests} requests, {result.Unexpected} not accepted, {result.PerSecond:N0}/s, p50 {result.Percentile(50).TotalMilliseconds:N2} ms, p99 {result.Percentile(99).TotalMilliseconds:N2} ms"));
        return 0;
    }

    private static int? Number(string text, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= max ? number : null;
}
