using Benchmarks.Comparison.Load;
using Benchmarks.Comparison.Servers;

namespace Benchmarks.Comparison;

/// <summary>One round of one candidate: new processes, a warm-up that is not measured, and then the load.</summary>
/// <param name="PerSecond">Answered deliveries per second.</param>
/// <param name="P50">The median latency.</param>
/// <param name="P99">The 99th percentile of the latency.</param>
/// <param name="ServerCpu">CPU time of the server process per delivery.</param>
/// <param name="LoadCpu">CPU time of the load process per delivery.</param>
/// <param name="WorkingSet">Working set of the server after the load, in bytes.</param>
/// <param name="WorkerCpu">CPU time of the worker process per delivery, if the functions run in a worker.</param>
/// <param name="WorkerMemory">Working set of the worker process after the load, in bytes.</param>
internal sealed record Measurement(
    double PerSecond, TimeSpan P50, TimeSpan P99, TimeSpan ServerCpu, TimeSpan LoadCpu, long WorkingSet, TimeSpan WorkerCpu, long WorkerMemory)
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
            result.PerSecond, result.Percentile(50), result.Percentile(99), cpu / result.Requests, result.LoadCpu / result.Requests, server.Process.WorkingSet, workerCpu / result.Requests, server.WorkerMemory);
    }

    private static LoadResult Check(Candidate candidate, LoadResult result) => result.Unexpected == 0
        ? result
        : throw new InvalidOperationException($"{candidate.Name} returned {result.Unexpected} unexpected responses of {result.Requests}.");
}

/// <summary>The deliveries of one round.</summary>
internal sealed record Workload(string Name, string Sample, int PlaintextBytes, int Requests, int Connections)
{
    public bool IsForged { get; init; }

    public int ExpectedStatus { get; init; } = 200;

    /// <summary>Enough deliveries for the JIT compiler to optimize the code.</summary>
    public int WarmUp { get; init; } = 2_000;

    public Corpus OpenCorpus() => new(Sample, PlaintextBytes);

    public IReadOnlyList<byte[]> Make(Corpus corpus, int count, Uri target) => IsForged ? corpus.MakeForged(count, target) : corpus.Make(count, target);
}

/// <summary>Runs rounds of several candidates in turn, A B A B, so that disturbances of the machine affect all of them.</summary>
internal static class Pairing
{
    public static async Task<IReadOnlyDictionary<Candidate, Measurement[]>> RunAsync(int rounds, params (Candidate Candidate, Workload Workload)[] pairs)
    {
        Dictionary<Candidate, List<Measurement>> measured = pairs.ToDictionary(pair => pair.Candidate, _ => new List<Measurement>());
        for (int round = 1; round <= rounds; round++)
        {
            foreach ((Candidate candidate, Workload workload) in pairs)
            {
                Measurement measurement = await Measurement.OfAsync(candidate, workload);
                measured[candidate].Add(measurement);
                Console.Error.WriteLine($"{workload.Name}, round {round}, {candidate.Name}: {measurement.PerSecond:N0}/s, p50 {measurement.P50.TotalMilliseconds:N3} ms, CPU of the server {measurement.ServerCpu.TotalMicroseconds:N0} µs, of the load {measurement.LoadCpu.TotalMicroseconds:N0} µs, of the worker {measurement.WorkerCpu.TotalMicroseconds:N0} µs");
            }
        }

        return measured.ToDictionary(entry => entry.Key, entry => entry.Value.ToArray());
    }
}
