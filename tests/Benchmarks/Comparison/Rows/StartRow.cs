using System.Diagnostics;
using System.Globalization;
using Benchmarks.Comparison.Load;
using Benchmarks.Comparison.Servers;
using Testing;

namespace Benchmarks.Comparison.Rows;

/// <summary>The time from process start to the first accepted delivery: as built, and as published with ReadyToRun.</summary>
internal static class StartRow
{
    private const int Rounds = 7;

    public static async Task<IReadOnlyList<TableRow>> MeasureAsync()
    {
        DirectoryInfo published = Directory.CreateTempSubdirectory("humanos-bench-");
        await PublishAsync(published);
        var built = new List<double>();
        var readyToRun = new List<double>();
        await using BrokerProcess broker = await BrokerProcess.StartAsync();
        for (int round = 0; round < Rounds; round++)
        {
            built.Add(await MillisecondsAsync(broker, program: null));
            readyToRun.Add(await MillisecondsAsync(broker, Path.Combine(published.FullName, "HumanosFunctions.Local.dll")));
        }

        double size = published.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) / 1024.0 / 1024.0;
        published.Delete(recursive: true);
        (Spread own, Spread native) = (Spread.Of(built), Spread.Of(readyToRun));
        return
        [
            new TableRow("start to first accepted delivery in ms, ReadyToRun vs. as built", native.Show("N0"), own.Show("N0"), (native.Median / own.Median).ToString("N2", CultureInfo.InvariantCulture) + "×", "cut"),
            new TableRow("published size in MB, ReadyToRun", size.ToString("N1", CultureInfo.InvariantCulture), "–", "–", "–"),
        ];
    }

    private static async Task<double> MillisecondsAsync(BrokerProcess broker, string? program)
    {
        long start = Stopwatch.GetTimestamp();
        await using RunningServer app = await Candidates.StartIngestorAsync(broker.ConnectionString, program);
        using var corpus = new Corpus("2026-05-17/test", 2 * 1024);
        await LoadRun.OfAsync(corpus.Make(1, app.Target), app.Target, connections: 1, expectedStatus: 200);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static async Task PublishAsync(DirectoryInfo folder)
    {
        string project = RepositoryFiles.Path("src", "HumanosFunctions.Local");
        string runtime = System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier;
        await ChildProcess.RunAsync(
            "dotnet", ["publish", project, "-c", "Release", "-r", runtime, "--self-contained", "false", "-p:PublishReadyToRun=true", "-o", folder.FullName, "--nologo", "-v", "quiet"]);
    }
}
