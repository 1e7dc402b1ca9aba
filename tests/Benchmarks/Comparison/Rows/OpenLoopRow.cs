using System.Globalization;
using Benchmarks.Comparison.Load;
using Benchmarks.Comparison.Servers;

namespace Benchmarks.Comparison.Rows;

/// <summary>
/// The latency at half of the saturating rate: requests arrive at a constant rate, and a latency starts when the request was due. Each
/// server gets half of its own rate.
/// </summary>
internal static class OpenLoopRow
{
    private const int Rounds = 3;
    private const double Seconds = 10;

    private static readonly (Candidate Candidate, int Saturating, string Goal)[] Servers =
    [
        (Candidates.Ingestor, 40_000, "p99 ≤ 3 ms"), (DeployedCandidates.App, 30_000, "–"), (DeployedCandidates.BareSend, 30_000, "–"),
        (Candidates.KestrelWithSend, 40_000, "–"), (Candidates.BareKestrel, 60_000, "–"), (Candidates.LoadAlone, 60_000, "–"),
        (Candidates.Express, 1_000, "–"), (Candidates.ExpressWithCachedKey, 3_000, "–"),
    ];

    public static async Task<IReadOnlyList<TableRow>> MeasureAsync()
    {
        List<OpenLoopRound>[] rounds = [.. Servers.Select(_ => new List<OpenLoopRound>())];
        for (int round = 1; round <= Rounds; round++)
        {
            for (int server = 0; server < Servers.Length; server++)
            {
                OpenLoopRound result = await RunAsync(Servers[server].Candidate, Servers[server].Saturating);
                rounds[server].Add(result);
                Console.Error.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"open loop, round {round}, {Servers[server].Candidate.Name}: at {result.PerSecond:N0}/s p50 {result.P50:N2} ms, p99 {result.P99:N2} ms, p99.9 {result.P999:N2} ms, CPU of the server {result.Cpu:N0} µs"));
            }
        }

        return [.. Servers.SelectMany((server, index) => Rows(server.Candidate.Name, rounds[index], server.Goal))];
    }

    private static async Task<OpenLoopRound> RunAsync(Candidate candidate, int saturating)
    {
        var workload = new Workload("open loop, 2 KiB", "2026-05-17/test", 2 * 1024, saturating, Connections: 64) { WarmUp = saturating };
        await using RunningServer server = await candidate.StartAsync();
        using Corpus corpus = workload.OpenCorpus();
        await LoadRun.OfAsync(workload.Make(corpus, workload.WarmUp, server.Target), server.Target, workload.Connections, workload.ExpectedStatus);
        LoadResult most = await LoadRun.OfAsync(workload.Make(corpus, workload.Requests, server.Target), server.Target, workload.Connections, workload.ExpectedStatus);

        double half = most.PerSecond / 2;
        IReadOnlyList<byte[]> requests = workload.Make(corpus, (int)(half * Seconds), server.Target);
        using OpenLoop load = await OpenLoop.OpenAsync(server.Target, OpenLoopRound.Connections);

        // Twice, so that the prepared requests are in the oldest generation.
        GC.Collect();
        GC.Collect();
        TimeSpan before = server.Process.Cpu + server.WorkerCpu;
        TimeSpan[] latencies = await load.RunAsync(requests, half, workload.ExpectedStatus);
        var result = OpenLoopRound.Of(half, latencies, server.Process.Cpu + server.WorkerCpu - before);
        return load.Unexpected == 0 ? result : throw new InvalidOperationException($"{candidate.Name} returned {load.Unexpected} unexpected responses.");
    }

    private static IEnumerable<TableRow> Rows(string name, List<OpenLoopRound> rounds, string goal)
    {
        string rate = Spread.Of(rounds.Select(round => round.PerSecond)).Show("N0");
        yield return Row("p50", round => round.P50, "–");
        yield return Row("p99", round => round.P99, goal);
        yield return Row("p99.9", round => round.P999, "–");
        yield return new($"open loop, 2 KiB, {name}: CPU of the server in µs, at half of its rate", Spread.Of(rounds.Select(round => round.Cpu)).Show("N0"), $"at {rate}/s", "–", "–");

        TableRow Row(string percentile, Func<OpenLoopRound, double> figure, string limit) =>
            new($"open loop, 2 KiB, {name}: {percentile} in ms, at half of its rate", Spread.Of(rounds.Select(figure)).Show("N2"), $"at {rate}/s", "–", limit);
    }
}

/// <summary>The latencies of one round in milliseconds, and the CPU time of the server for one request in microseconds.</summary>
internal sealed record OpenLoopRound(double PerSecond, double P50, double P99, double P999, double Cpu)
{
    /// <summary>Fewer than the deliveries that the ingestor accepts at the same time (128). More requests than that wait at the load.</summary>
    public const int Connections = 100;

    public static OpenLoopRound Of(double perSecond, TimeSpan[] sorted, TimeSpan cpu)
    {
        return new OpenLoopRound(perSecond, At(0.50), At(0.99), At(0.999), cpu.TotalMicroseconds / sorted.Length);

        double At(double share) => sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)].TotalMilliseconds;
    }
}

/// <summary>
/// The in-process ingestor for many minutes at half of the saturating rate: latency, working set and handles of each minute. Two sets of
/// deliveries take turns, and one is signed again while the other is sent.
/// </summary>
internal static class SoakRow
{
    private const int Saturating = 40_000;
    private const int SecondsAtOnce = 5;
    private const double Megabyte = 1024 * 1024;

    public static async Task<IReadOnlyList<TableRow>> MeasureAsync(int minutes)
    {
        await using BrokerProcess broker = await BrokerProcess.StartAsync();
        await using RunningServer app = await Candidates.StartIngestorAsync(broker.ConnectionString);
        using var corpus = new Corpus("2026-05-17/test", 2 * 1024);
        await LoadRun.OfAsync(corpus.Make(Saturating, app.Target), app.Target, connections: 64, expectedStatus: 200);
        double rate = (await LoadRun.OfAsync(corpus.Make(Saturating, app.Target), app.Target, connections: 64, expectedStatus: 200)).PerSecond / 2;

        IReadOnlyList<byte[]>[] sets = [.. Enumerable.Range(0, 2).Select(_ => corpus.Make((int)(rate * SecondsAtOnce), app.Target))];
        GC.Collect();
        GC.Collect();
        var rounds = new List<Minute>();
        using OpenLoop load = await OpenLoop.OpenAsync(app.Target, OpenLoopRound.Connections);
        for (int minute = 1; minute <= minutes; minute++)
        {
            TimeSpan before = app.Process.Cpu;
            TimeSpan[] latencies = await MinuteAsync(load, corpus, sets, rate);
            rounds.Add(new Minute(OpenLoopRound.Of(rate, latencies, app.Process.Cpu - before), app.Process.WorkingSet / Megabyte, app.Process.Handles, load.Unexpected));
            Console.Error.WriteLine(rounds[^1].Line(minute));
        }

        return Rows(minutes, rate, rounds);
    }

    private static async Task<TimeSpan[]> MinuteAsync(OpenLoop load, Corpus corpus, IReadOnlyList<byte[]>[] sets, double rate)
    {
        var all = new List<TimeSpan>();
        for (int part = 0; part < 60 / SecondsAtOnce; part++)
        {
            Task signing = Task.Run(() => corpus.SignAgain(sets[(part + 1) % sets.Length]));
            all.AddRange(await load.RunAsync(sets[part % sets.Length], rate, expectedStatus: 200));
            await signing;
        }

        TimeSpan[] sorted = [.. all];
        Array.Sort(sorted);
        return sorted;
    }

    private static IReadOnlyList<TableRow> Rows(int minutes, double rate, List<Minute> rounds)
    {
        string what = string.Create(CultureInfo.InvariantCulture, $"{minutes} minutes at {rate:N0}/s");
        return
        [
            Row("p99 in ms", round => round.Latency.P99, "N2", "≤ 3 ms"), Row("p99.9 in ms", round => round.Latency.P999, "N2", "flat"),
            Row("working set in MB", round => round.Megabytes, "N0", "flat"), Row("handles", round => round.Handles, "N0", "flat"),
            Row("deliveries not accepted since the start", round => round.Refused, "N0", "0"),
        ];

        TableRow Row(string figure, Func<Minute, double> value, string format, string goal) => new(
            $"{figure} of each minute, {what}", string.Join(' ', rounds.Select(round => value(round).ToString(format, CultureInfo.InvariantCulture))), "–", "–", goal);
    }

    private sealed record Minute(OpenLoopRound Latency, double Megabytes, int Handles, int Refused)
    {
        public string Line(int number) => string.Create(
            CultureInfo.InvariantCulture,
            $"soak, minute {number}: p50 {Latency.P50:N2} ms, p99 {Latency.P99:N2} ms, p99.9 {Latency.P999:N2} ms, working set {Megabytes:N0} MB, {Handles} handles, {Refused} not accepted");
    }
}
