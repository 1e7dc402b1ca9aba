using Benchmarks.Comparison.Servers;

namespace Benchmarks.Comparison.Rows;

/// <summary>
/// The app's own worker program behind the local host, beside the same functions in the host's process and beside a worker
/// that only reads the body and sends it on. The test event goes to the topic, and no processor takes it.
/// </summary>
internal static class WorkerRow
{
    private const int Rounds = 3;

    public static async Task<IReadOnlyList<TableRow>> MeasureAsync()
    {
        Workload workload = new Workload("worker, 2 KiB", "2026-05-17/test", 2 * 1024, Requests: 40_000, Connections: 64) with { WarmUp = 30_000 };
        IReadOnlyDictionary<Candidate, Measurement[]> measured = await Pairing.RunAsync(
            Rounds, (Candidates.Worker, workload), (Candidates.Ingestor, workload), (Candidates.BareWorker, workload));
        return [.. new[] { Candidates.Ingestor, Candidates.BareWorker }.SelectMany(other => Compare(measured[Candidates.Worker], measured[other], other))];
    }

    private static IEnumerable<TableRow> Compare(Measurement[] ours, Measurement[] theirs, Candidate other)
    {
        string against = $"2 KiB, in the worker, vs. {other.Name}";
        yield return AcceptedRow.Row($"accepted/s, {against}", ours, theirs, run => run.PerSecond, "N0", "–");
        yield return AcceptedRow.Row($"p99 in ms, {against}", ours, theirs, run => run.P99.TotalMilliseconds, "N2", "–");
        yield return AcceptedRow.Row($"CPU of host and worker in µs, {against}", ours, theirs, run => (run.ServerCpu + run.WorkerCpu).TotalMicroseconds, "N1", "–");
        if (other == Candidates.BareWorker)
        {
            yield return AcceptedRow.Row($"CPU of the worker in µs, {against}", ours, theirs, run => run.WorkerCpu.TotalMicroseconds, "N1", "–");
        }
    }
}
