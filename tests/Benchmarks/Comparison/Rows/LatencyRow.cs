using System.Globalization;
using Benchmarks.Comparison.Servers;

namespace Benchmarks.Comparison.Rows;

/// <summary>What ingest adds to the latency of the least that could be called accepting, at one connection.</summary>
internal static class LatencyRow
{
    private const int Rounds = 5;

    public static async Task<IReadOnlyList<TableRow>> MeasureAsync()
    {
        var workload = new Workload("latency, 2 KiB", "2026-05-17/test", 2 * 1024, Requests: 6_000, Connections: 1);
        IReadOnlyDictionary<Candidate, Measurement[]> measured = await Pairing.RunAsync(
            Rounds, (Candidates.Ingestor, workload), (Candidates.KestrelWithSend, workload));
        Spread ours = Spread.Of(measured[Candidates.Ingestor].Select(run => run.P50.TotalMilliseconds));
        Spread theirs = Spread.Of(measured[Candidates.KestrelWithSend].Select(run => run.P50.TotalMilliseconds));
        string added = string.Create(CultureInfo.InvariantCulture, $"+{ours.Median - theirs.Median:N3} ms");
        return [new TableRow("p50 in ms at 1 connection, 2 KiB, vs. bare Kestrel + one AMQP send", ours.Show("N3"), theirs.Show("N3"), added, "≤ +0.3 ms")];
    }
}
