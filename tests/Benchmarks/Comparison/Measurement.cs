using Benchmarks.Comparison.Load;
using Benchmarks.Comparison.Servers;

namespace Benchmarks.Comparison;

/// <summary>One round of one candidate: fresh processes, a warm-up that does not count, then the load.</summary>
/// <param name="PerSecond">Answered deliveries a second.</param>
/// <param name="P50">Median latency.</param>
/// <param name="P99">Latency that one in a hundred exceeds.</param>
/// <param name="ServerCpu">Processor time of the server itself for one delivery, whatever else the machine did.</param>
/// <param name="LoadCpu">The same of the load.</param>
/// <param name="WorkingSet">Bytes of the server after the load.</param>
/// <param name="WorkerCpu">Processor time of the worker for one delivery, where the functions run in one.</param>
internal sealed record Measurement(double PerSecond, TimeSpan P50, TimeSpan P99, TimeSpan ServerCpu, TimeSpan LoadCpu, long WorkingSet, TimeSpan WorkerCpu)
{
    public static async Task<Measurement> OfAsync(Candidate candidate, Workload workload)
    {
        await using RunningServer server = await candidate.StartAsync();
        using Corpus corpus = workload.OpenCorpus();
        IReadOnlyList<byte[]> warmUp = workload.Make(corpus, workload.WarmUp, server.Target);
        IReadOnlyList<byte[]> requests = workload.Make(corpus, workload.Requests, server.Target);
        Check(candidate, await LoadRun.OfAsync(warmUp, server.Target, workload.Connections, workload.ExpectedStatus));

        (TimeSpan before, TimeSpan workerBefore) = (server.Process.Cpu, server.WorkerCpu);
        LoadResult result = Check(candidate, await LoadRun.OfAsync(requests, server.Target, workload.Connections, workload.ExpectedStatus));
        (TimeSpan cpu, TimeSpan workerCpu) = (server.Process.Cpu - before, server.WorkerCpu - workerBefore);
        return new Measurement(
            result.PerSecond, result.Percentile(50), result.Percentile(99), cpu / result.Requests, result.LoadCpu / result.Requests, server.Process.WorkingSet, workerCpu / result.Requests);
    }

    private static LoadResult Check(Candidate candidate, LoadResult result) => result.Unexpected == 0
        ? result
        : throw new InvalidOperationException($"{candidate.Name} gave {result.Unexpected} unexpected answers of {result.Requests}.");
}
