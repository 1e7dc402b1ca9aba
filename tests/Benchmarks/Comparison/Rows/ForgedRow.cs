using Benchmarks.Comparison.Servers;

namespace Benchmarks.Comparison.Rows;

/// <summary>Forged deliveries refused a second, against Kestrel that takes the same bytes and asks nothing.</summary>
internal static class ForgedRow
{
    private const int Rounds = 3;

    public static async Task<IReadOnlyList<TableRow>> MeasureAsync()
    {
        var taken = new Workload("forged, 2 KiB", "2026-05-17/credential", 2 * 1024, Requests: 100_000, Connections: 64) { IsForged = true, WarmUp = 40_000 };
        Workload refused = taken with { ExpectedStatus = 401 };
        IReadOnlyDictionary<Candidate, Measurement[]> measured = await Pairing.RunAsync(Rounds, (Candidates.Ingestor, refused), (Candidates.BareKestrel, taken));
        (Measurement[] ours, Measurement[] bare) = (measured[Candidates.Ingestor], measured[Candidates.BareKestrel]);
        return
        [
            AcceptedRow.Row("forged refused/s, 2 KiB, vs. bare Kestrel", ours, bare, run => run.PerSecond, "N0", "≥ 0.85×"),
            AcceptedRow.Row("CPU of the server in µs, forged, vs. bare Kestrel", ours, bare, run => run.ServerCpu.TotalMicroseconds, "N1", "–"),
        ];
    }
}
