using Benchmarks.Comparison.Load;
using Benchmarks.Comparison.Servers;

namespace Benchmarks.Comparison.Rows.Deployed;

/// <summary>
/// The published worker behind the local host, compared with the same functions in the host's process and with bare workers that are
/// published in the same way. The load is the test event, which no processor handles.
/// </summary>
internal static class DeployedRow
{
    private const int Rounds = 5;

    private static readonly (Candidate Other, string Goal)[] Others =
        [(DeployedCandidates.BareSend, "≤ 1.25×"), (DeployedCandidates.BareAnswer, "–"), (DeployedCandidates.AppWithTelemetry, "–"), (Candidates.Ingestor, "–")];

    public static async Task<IReadOnlyList<TableRow>> MeasureAsync()
    {
        Workload workload = new Workload("deployed, 2 KiB", "2026-05-17/test", 2 * 1024, Requests: 40_000, Connections: 64) with { WarmUp = 30_000 };
        IReadOnlyDictionary<Candidate, Measurement[]> measured = await Pairing.RunAsync(
            Rounds, [(DeployedCandidates.App, workload), .. Others.Select(other => (other.Other, workload))]);
        Measurement[] ours = measured[DeployedCandidates.App];
        return
        [
            .. Others.SelectMany(other => DeployedComparison.Rows("accepted", ours, measured[other.Other], other.Other, other.Goal)),
            .. await WorkerAllocations.RowsAsync("accepted", workload, DeployedCandidates.App, DeployedCandidates.BareSend),
        ];
    }
}

/// <summary>Refused forged deliveries in the published worker, compared with a bare worker that accepts the same bytes without checks.</summary>
internal static class DeployedRefusalsRow
{
    private const int Rounds = 5;

    public static async Task<IReadOnlyList<TableRow>> MeasureAsync()
    {
        var taken = new Workload("deployed, forged, 2 KiB", "2026-05-17/credential", 2 * 1024, Requests: 60_000, Connections: 64) { IsForged = true, WarmUp = 30_000 };
        Workload refused = taken with { ExpectedStatus = 401 };
        IReadOnlyDictionary<Candidate, Measurement[]> measured = await Pairing.RunAsync(
            Rounds, (DeployedCandidates.App, refused), (DeployedCandidates.BareAnswer, taken));
        return [.. DeployedComparison.Rows("refused", measured[DeployedCandidates.App], measured[DeployedCandidates.BareAnswer], DeployedCandidates.BareAnswer, "≤ 1.15×")];
    }
}

/// <summary>The rows of one comparison of workers.</summary>
internal static class DeployedComparison
{
    private const double Megabyte = 1024 * 1024;

    /// <param name="outcome">What became of the deliveries.</param>
    /// <param name="ours">The rounds of the app.</param>
    /// <param name="theirs">The rounds of the other server.</param>
    /// <param name="other">The other server.</param>
    /// <param name="goal">The goal for the processor time of the worker.</param>
    public static IEnumerable<TableRow> Rows(string outcome, Measurement[] ours, Measurement[] theirs, Candidate other, string goal)
    {
        string against = $"2 KiB, deployed, vs. {other.Name}";
        yield return AcceptedRow.Row($"{outcome}/s, {against}", ours, theirs, run => run.PerSecond, "N0", "–");
        yield return AcceptedRow.Row($"{outcome}: p50 in ms, {against}", ours, theirs, run => run.P50.TotalMilliseconds, "N2", "–");
        yield return AcceptedRow.Row($"{outcome}: p99 in ms, {against}", ours, theirs, run => run.P99.TotalMilliseconds, "N2", "–");
        yield return AcceptedRow.Row($"{outcome}: CPU of host and worker in µs, {against}", ours, theirs, run => (run.ServerCpu + run.WorkerCpu).TotalMicroseconds, "N1", "–");
        if (theirs[0].WorkerCpu > TimeSpan.Zero)
        {
            yield return AcceptedRow.Row($"{outcome}: CPU of the worker in µs, {against}", ours, theirs, run => run.WorkerCpu.TotalMicroseconds, "N1", goal);
            yield return AcceptedRow.Row($"{outcome}: working set of the worker in MB, {against}", ours, theirs, run => run.WorkerMemory / Megabyte, "N0", "–");
        }
    }
}

/// <summary>The memory that a worker allocates for each delivery, including gRPC and the Service Bus SDK.</summary>
internal static class WorkerAllocations
{
    public static async Task<IReadOnlyList<TableRow>> RowsAsync(string outcome, Workload workload, Candidate ours, Candidate theirs)
    {
        (double mine, double other) = (await KilobytesAsync(ours, workload), await KilobytesAsync(theirs, workload));
        return [TableRow.Of($"{outcome}: KB that the worker allocates, 2 KiB, deployed, vs. {theirs.Name}", [mine], [other], "N1")];
    }

    private static async Task<double> KilobytesAsync(Candidate candidate, Workload workload)
    {
        await using RunningServer server = await candidate.StartAsync();
        using Corpus corpus = workload.OpenCorpus();
        IReadOnlyList<byte[]> warmUp = workload.Make(corpus, workload.WarmUp / 4, server.Target);
        IReadOnlyList<byte[]> requests = workload.Make(corpus, workload.Requests, server.Target);
        using var heap = new HeapWatch(server.Worker!.Id);
        await LoadRun.OfAsync(warmUp, server.Target, workload.Connections, workload.ExpectedStatus);
        HeapFigures before = await heap.NextAsync();
        await LoadRun.OfAsync(requests, server.Target, workload.Connections, workload.ExpectedStatus);
        HeapFigures after = await heap.NextAsync();
        return (after.Allocated - before.Allocated) / workload.Requests / 1024;
    }
}
