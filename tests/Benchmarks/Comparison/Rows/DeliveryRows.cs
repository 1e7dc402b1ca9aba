using System.Globalization;
using Benchmarks.Comparison.Servers;

namespace Benchmarks.Comparison.Rows;

/// <summary>
/// Accepted deliveries per second at 64 connections. The load is the test event, which no processor handles, so the result measures
/// ingest only. A credential's processor would use the same CPU cores.
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

    internal static TableRow Row(string what, Measurement[] ours, Measurement[] theirs, Func<Measurement, double> figure, string format, string goal) =>
        TableRow.Of(what, ours.Select(figure), theirs.Select(figure), format, goal);

    private static Workload Load(int kilobytes, int requests, string sample) =>
        new($"accepted, {kilobytes} KiB", sample, kilobytes * 1024, requests, Connections);
}

/// <summary>
/// Where the limit of large events is: the ingestor, the same work without a broker, and the load alone. What they lose from one to the
/// next is the share of the broker, of hashing and decrypting, and of the load on the same cores.
/// </summary>
internal static class LargeRow
{
    private const int Rounds = 3;

    private static readonly (int Kilobytes, int WarmUp, int Requests, int ForExpress)[] Sizes = [(16, 20_000, 30_000, 1_500), (200, 3_000, 4_000, 600)];

    private static readonly Candidate[] Limits =
        [Candidates.Ingestor, Candidates.KestrelWithSend, Candidates.KestrelThatAccepts, Candidates.BareKestrel, Candidates.LoadAlone];

    public static async Task<IReadOnlyList<TableRow>> MeasureAsync()
    {
        var rows = new List<TableRow>();
        foreach ((int kilobytes, int warmUp, int requests, int forExpress) in Sizes)
        {
            Workload many = new Workload($"large, {kilobytes} KiB", "2026-05-17/test", kilobytes * 1024, requests, Connections: 64) with { WarmUp = warmUp };
            Workload few = many with { Requests = forExpress, WarmUp = 200 };
            IReadOnlyDictionary<Candidate, Measurement[]> measured = await Pairing.RunAsync(
                Rounds, [.. Limits.Select(candidate => (candidate, many)), (Candidates.Express, few)]);
            Measurement[] express = measured[Candidates.Express];
            rows.AddRange(Limits.SelectMany(candidate => Compare($"{kilobytes} KiB, {candidate.Name}, vs. {Candidates.Express.Name}", measured[candidate], express)));
        }

        return rows;
    }

    private static IEnumerable<TableRow> Compare(string what, Measurement[] ours, Measurement[] express) =>
    [
        AcceptedRow.Row($"large: answered/s, {what}", ours, express, run => run.PerSecond, "N0", "–"),
        AcceptedRow.Row($"large: CPU of server and load in µs, {what}", ours, express, run => (run.ServerCpu + run.LoadCpu).TotalMicroseconds, "N1", "–"),
    ];
}

/// <summary>
/// Rejected forged deliveries per second, compared with Kestrel accepting the same bytes without checks, and with Kestrel that only checks
/// them: the limit of any server that refuses them.
/// </summary>
internal static class ForgedRow
{
    private const int Rounds = 5;

    private static readonly (Candidate Other, string Goal)[] Others =
        [(Candidates.BareKestrel, "≥ 0.9×"), (Candidates.BareKestrelThatWaits, "–"), (Candidates.KestrelThatAccepts, "–")];

    public static async Task<IReadOnlyList<TableRow>> MeasureAsync()
    {
        var taken = new Workload("forged, 2 KiB", "2026-05-17/credential", 2 * 1024, Requests: 200_000, Connections: 64) { IsForged = true, WarmUp = 60_000 };
        Workload refused = taken with { ExpectedStatus = 401 };
        IReadOnlyDictionary<Candidate, Measurement[]> measured = await Pairing.RunAsync(
            Rounds, [(Candidates.Ingestor, refused), .. Others.Select(other => (other.Other, other.Other == Candidates.KestrelThatAccepts ? refused : taken))]);
        Measurement[] ours = measured[Candidates.Ingestor];
        return [.. Others.SelectMany(other => Compare(ours, measured[other.Other], other.Other.Name, other.Goal))];
    }

    private static IEnumerable<TableRow> Compare(Measurement[] ours, Measurement[] bare, string name, string goal) =>
    [
        AcceptedRow.Row($"forged refused/s, 2 KiB, vs. {name}", ours, bare, run => run.PerSecond, "N0", goal),
        AcceptedRow.Row($"CPU of the server in µs, forged, vs. {name}", ours, bare, run => run.ServerCpu.TotalMicroseconds, "N1", "–"),
    ];
}

/// <summary>The latency that ingest adds to a server that only sends the body to the broker, at one connection.</summary>
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
