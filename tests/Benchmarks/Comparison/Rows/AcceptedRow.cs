using System.Globalization;
using Benchmarks.Comparison.Servers;

namespace Benchmarks.Comparison.Rows;

/// <summary>
/// Accepted deliveries a second at 64 connections. The test event goes to the topic and no processor takes it, so the
/// figure is the ingest's; a credential is stored by its processor on the same two cores meanwhile.
/// </summary>
internal static class AcceptedRow
{
    private const int Rounds = 3;
    private const int Connections = 64;
    private const string IngestOnly = "2026-05-17/test";

    private static readonly (int Kilobytes, int WarmUp, int Requests, int ForExpress)[] Sizes =
        [(2, 40_000, 80_000, 1_500), (16, 20_000, 30_000, 1_500), (200, 3_000, 4_000, 600)];

    public static async Task<IReadOnlyList<TableRow>> MeasureAsync()
    {
        var rows = new List<TableRow>();
        foreach ((int kilobytes, int warmUp, int requests, int forExpress) in Sizes)
        {
            Workload many = Load(kilobytes, requests, IngestOnly) with { WarmUp = warmUp };
            Workload few = Load(kilobytes, forExpress, IngestOnly) with { WarmUp = 200 };
            IReadOnlyDictionary<Candidate, Measurement[]> measured = await Pairing.RunAsync(
                Rounds,
                (Candidates.Ingestor, many), (Candidates.BareKestrel, many), (Candidates.KestrelWithSend, many),
                (Candidates.Express, few), (Candidates.ExpressWithCachedKey, few));
            rows.AddRange(Compare(kilobytes, measured));
        }

        return rows;
    }

    private static IEnumerable<TableRow> Compare(int kilobytes, IReadOnlyDictionary<Candidate, Measurement[]> measured)
    {
        foreach ((Candidate other, string goal) in new[]
        {
            (Candidates.Express, "≥ 40×"), (Candidates.ExpressWithCachedKey, "–"), (Candidates.BareKestrel, "≥ 0.5×"), (Candidates.KestrelWithSend, "–"),
        })
        {
            (Measurement[] ours, Measurement[] theirs) = (measured[Candidates.Ingestor], measured[other]);
            yield return Row($"accepted/s, {kilobytes} KiB, vs. {other.Name}", ours, theirs, run => run.PerSecond, "N0", goal);
            yield return Row($"p99 in ms, {kilobytes} KiB, vs. {other.Name}", ours, theirs, run => run.P99.TotalMilliseconds, "N2", "–");
            yield return Row($"CPU of the server in µs, {kilobytes} KiB, vs. {other.Name}", ours, theirs, run => run.ServerCpu.TotalMicroseconds, "N1", "–");
        }
    }

    internal static TableRow Row(string what, Measurement[] ours, Measurement[] theirs, Func<Measurement, double> figure, string format, string goal)
    {
        (Spread mine, Spread other) = (Spread.Of(ours.Select(figure)), Spread.Of(theirs.Select(figure)));
        return new TableRow(what, mine.Show(format), other.Show(format), (mine.Median / other.Median).ToString("N2", CultureInfo.InvariantCulture) + "×", goal);
    }

    private static Workload Load(int kilobytes, int requests, string sample) =>
        new($"accepted, {kilobytes} KiB", sample, kilobytes * 1024, requests, Connections);
}
