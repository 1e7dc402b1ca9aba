using Benchmarks.Comparison.Rows;

namespace Benchmarks.Comparison;

/// <summary>Measures the rows that are asked for, all by default, and prints one table.</summary>
internal static class CompareCommand
{
    private static readonly Dictionary<string, Func<Task<IReadOnlyList<TableRow>>>> Rows = new()
    {
        ["primitives"] = PrimitivesRow.MeasureAsync,
        ["accepted"] = AcceptedRow.MeasureAsync,
        ["worker"] = WorkerRow.MeasureAsync,
        ["latency"] = LatencyRow.MeasureAsync,
        ["forged"] = ForgedRow.MeasureAsync,
        ["processing"] = ProcessingRow.MeasureAsync,
        ["growth"] = GrowthRow.MeasureAsync,
        ["memory"] = MemoryRow.MeasureAsync,
        ["garbage"] = GarbageRow.MeasureAsync,
        ["start"] = StartRow.MeasureAsync,
    };

    public static async Task<int> RunAsync(string[] names)
    {
        if (names.Except(Rows.Keys).FirstOrDefault() is { } unknown)
        {
            Console.Error.WriteLine($"'{unknown}' is no row. Rows: {string.Join(", ", Rows.Keys)}");
            return 2;
        }

        var table = new List<TableRow>();
        foreach (string name in names.Length == 0 ? [.. Rows.Keys] : names)
        {
            table.AddRange(await Rows[name]());
        }

        Console.WriteLine(TableRow.Header);
        table.ForEach(row => Console.WriteLine(row.Line));
        return 0;
    }
}
