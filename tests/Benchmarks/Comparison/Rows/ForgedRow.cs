using Benchmarks.Comparison.Servers;

namespace Benchmarks.Comparison.Rows;

/// <summary>Forged deliveries refused a second, against Kestrel that takes the same bytes and asks nothing.</summary>
internal static class ForgedRow
{
    private const int Rounds = 5;

    private static readonly (Candidate Other, string Goal)[] Others = [(Candidates.BareKestrel, "≥ 0.85×"), (Candidates.BareKestrelThatWaits, "–")];

    public static async Task<IReadOnlyList<TableRow>> MeasureAsync()
    {
        var taken = new Workload("forged, 2 KiB", "2026-05-17/credential", 2 * 1024, Requests: 200_000, Connections: 64) { IsForged = true, WarmUp = 60_000 };
        Workload refused = taken with { ExpectedStatus = 401 };
        IReadOnlyDictionary<Candidate, Measurement[]> measured = await Pairing.RunAsync(
            Rounds, [(Candidates.Ingestor, refused), .. Others.Select(other => (other.Other, taken))]);
        Measurement[] ours = measured[Candidates.Ingestor];
        return [.. Others.SelectMany(other => Compare(ours, measured[other.Other], other.Other.Name, other.Goal))];
    }

    private static IEnumerable<TableRow> Compare(Measurement[] ours, Measurement[] bare, string name, string goal) =>
    [
        AcceptedRow.Row($"forged refused/s, 2 KiB, vs. {name}", ours, bare, run => run.PerSecond, "N0", goal),
        AcceptedRow.Row($"CPU of the server in µs, forged, vs. {name}", ours, bare, run => run.ServerCpu.TotalMicroseconds, "N1", "–"),
    ];
}
