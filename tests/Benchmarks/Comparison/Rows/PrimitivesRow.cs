using System.Globalization;
using Benchmarks.Primitives;

namespace Benchmarks.Comparison.Rows;

/// <summary>Verifying, decrypting, and reading a delivery, compared with the bare primitives on the same bytes, in turn in one process.</summary>
internal static class PrimitivesRow
{
    private const int Rounds = 15;

    private static readonly (int Kilobytes, PayloadShape Shape, string Goal)[] Payloads =
    [
        (2, PayloadShape.Members, "≤ 1.5×"), (64, PayloadShape.Photo, "≤ 1.15×"), (64, PayloadShape.Members, "≤ 1.3×"), (200, PayloadShape.Photo, "–"),
    ];

    public static Task<IReadOnlyList<TableRow>> MeasureAsync() => Task.FromResult<IReadOnlyList<TableRow>>([.. Payloads.SelectMany(Measure)]);

    private static IEnumerable<TableRow> Measure((int Kilobytes, PayloadShape Shape, string Goal) payload)
    {
        var benchmark = new AcceptBenchmarks { PlaintextBytes = payload.Kilobytes * 1024, Shape = payload.Shape };
        benchmark.Setup();
        int times = Math.Max(200, 20_000 / payload.Kilobytes);
        var (bare, accept, otherIv) = (new List<double>(), new List<double>(), new List<double>());
        for (int round = 0; round < Rounds; round++)
        {
            bare.Add(Time(benchmark.BarePrimitives, times));
            accept.Add(Time(benchmark.Accept, times));
            otherIv.Add(Time(benchmark.AcceptWithIvOf16, times));
        }

        string what = string.Create(CultureInfo.InvariantCulture, $"{payload.Kilobytes} KiB, {payload.Shape.ToString().ToLowerInvariant()}");
        yield return Row($"accept in µs, {what}, vs. bare primitives", accept, bare, payload.Goal);
        yield return Row($"accept in µs, {what}, IV of 16 bytes vs. of 12", otherIv, accept, "≤ 3×");
        yield return new TableRow($"allocated bytes beyond the plaintext, {what}", Beyond(payload.Kilobytes * 1024, Allocated(benchmark.Accept)), "–", "–", "≤ 1,024");
        benchmark.Cleanup();
    }

    // Processor time: other processes of the machine do not change it.
    private static double Time<T>(Func<T> work, int times)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < times; i++)
        {
            work();
        }

        return (Environment.CpuUsage.TotalTime - start).TotalMicroseconds / times;
    }

    private static long Allocated<T>(Func<T> work)
    {
        work();
        long before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // A large plaintext uses pooled memory.
    private static string Beyond(int plaintext, long allocated) =>
        allocated < plaintext ? $"{allocated} in all" : (allocated - plaintext).ToString(CultureInfo.InvariantCulture);

    private static TableRow Row(string what, List<double> ours, List<double> theirs, string goal)
    {
        // The JIT compiler optimizes the code during the first rounds.
        (Spread mine, Spread other) = (Spread.Of(ours.Skip(5)), Spread.Of(theirs.Skip(5)));
        return new TableRow(what, mine.Show("N1"), other.Show("N1"), (mine.Median / other.Median).ToString("N2", CultureInfo.InvariantCulture) + "×", goal);
    }
}
