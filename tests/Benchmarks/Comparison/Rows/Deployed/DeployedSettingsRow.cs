using System.Diagnostics;
using Benchmarks.Comparison.Load;
using Benchmarks.Comparison.Servers;

namespace Benchmarks.Comparison.Rows.Deployed;

/// <summary>What each setting of the runtime that the app ships saves: the published worker with and without it, and with both defaults.</summary>
internal static class DeployedSettingsRow
{
    private const int Rounds = 5;

    private static readonly Candidate[] Others =
    [
        DeployedCandidates.AppWith("threads spinning", DeployedCandidates.SpinningThreads),
        DeployedCandidates.AppWith("background garbage collection", DeployedCandidates.BackgroundCollection),
        DeployedCandidates.AppWith("both, as the runtime's defaults", DeployedCandidates.SpinningThreads, DeployedCandidates.BackgroundCollection),
        DeployedCandidates.AppWith("profile-guided tiering", ("DOTNET_TieredPGO", "1")),
        DeployedCandidates.AppWith("no log lines", ("Logging__LogLevel__HumanosFunctions", "Warning")),
    ];

    public static async Task<IReadOnlyList<TableRow>> MeasureAsync()
    {
        Workload workload = new Workload("deployed settings, 2 KiB", "2026-05-17/test", 2 * 1024, Requests: 40_000, Connections: 64) with { WarmUp = 30_000 };
        IReadOnlyDictionary<Candidate, Measurement[]> measured = await Pairing.RunAsync(
            Rounds, [(DeployedCandidates.App, workload), .. Others.Select(other => (other, workload))]);
        Measurement[] ours = measured[DeployedCandidates.App];
        return [.. Others.SelectMany(other => DeployedComparison.Rows("accepted", ours, measured[other], other, "–"))];
    }
}

/// <summary>The time from the start of host and worker to the first accepted delivery.</summary>
internal static class DeployedStartRow
{
    private const int Rounds = 7;

    public static async Task<IReadOnlyList<TableRow>> MeasureAsync()
    {
        (string app, string bare) = (await PublishedWorkers.AppAsync(), await PublishedWorkers.BareAsync());
        var (ours, theirs) = (new List<double>(), new List<double>());
        await using BrokerProcess broker = await BrokerProcess.StartAsync();
        for (int round = 0; round < Rounds; round++)
        {
            ours.Add(await MillisecondsAsync(broker, app));
            theirs.Add(await MillisecondsAsync(broker, bare));
        }

        return [TableRow.Of($"start of host and worker to first accepted delivery in ms, deployed, vs. {DeployedCandidates.BareSend.Name}", ours, theirs, "N0")];
    }

    private static async Task<double> MillisecondsAsync(BrokerProcess broker, string worker)
    {
        long start = Stopwatch.GetTimestamp();
        await using RunningServer app = await Candidates.StartIngestorAsync(broker.ConnectionString, options: ["--worker", worker]);
        using var corpus = new Corpus("2026-05-17/test", 2 * 1024);
        await LoadRun.OfAsync(corpus.Make(1, app.Target), app.Target, connections: 1, expectedStatus: 200);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
