using System.Diagnostics;
using HumanosFunctions.Archive;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.State;
using HumanosFunctions.Storage;
using HumanosFunctions.Storage.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Benchmarks.Comparison.Rows;

/// <summary>Events per second from an archive folder into an empty SQLite store, and rows per second of the comparison.</summary>
internal static class RebuildRow
{
    private const int Rounds = 3;
    private const int Events = 50_000;

    public static async Task<IReadOnlyList<TableRow>> MeasureAsync()
    {
        DirectoryInfo data = Directory.CreateTempSubdirectory("humanos-rebuild-");
        try
        {
            await FillAsync(Path.Combine(data.FullName, "bodies"));
            var rates = new List<double>();
            for (int round = 1; round <= Rounds; round++)
            {
                rates.Add(await RateAsync(data, round));
                Console.Error.WriteLine($"rebuild, round {round}: {rates[^1]:N0}/s");
            }

            double compared = await CompareAsync(data);
            Console.Error.WriteLine($"compare: {compared:N0} rows/s");
            return [new TableRow("rebuilt events/s, SQLite", Spread.Of(rates).Show("N0"), "–", "–", "≥ 5,000")];
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task FillAsync(string bodies)
    {
        var archive = new EventArchive(new FolderArchive(ArchiveRegistration.FolderOf(bodies)));
        await Parallel.ForEachAsync(Enumerable.Range(0, Events), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, token) =>
            await archive.WriteAsync(ArchivedSample.Next(), token));
    }

    private static async Task<double> RateAsync(DirectoryInfo data, int round)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Humanos:SignatureSecret"] = "for-benchmarks-only",
                ["Humanos:EncryptionSecret"] = "Zm9yLWJlbmNobWFya3Mtb25seQ==",
                ["Humanos:EncryptionSalt"] = "for-benchmarks-only",
                ["Humanos:DocumentHashKey"] = "for-benchmarks-only",
                ["Humanos:PersonIndexKey"] = "for-benchmarks-only",
                ["Humanos:BodyFolder"] = Path.Combine(data.FullName, "bodies"),
                ["Humanos:SqlitePath"] = Database(data, round),
            })
            .Build();
        await using ServiceProvider services = StateRebuild.AddTo(new ServiceCollection(), configuration).BuildServiceProvider();
        await services.GetRequiredService<IStateStore>().PutAsync([], CancellationToken.None);
        long started = Stopwatch.GetTimestamp();
        using var progress = ProgressLine.OnError(TimeProvider.System, "rebuild");
        RebuildResult result = await new StateRebuild(services).RunAsync(_ => { }, progress, CancellationToken.None);
        return result.Handled == Events
            ? Events / Stopwatch.GetElapsedTime(started).TotalSeconds
            : throw new InvalidOperationException($"{result.Handled} events were handled.");
    }

    private static async Task<double> CompareAsync(DirectoryInfo data)
    {
        await using SqliteStateStore one = new(Database(data, 1), TimeProvider.System), two = new(Database(data, 2), TimeProvider.System);
        long started = Stopwatch.GetTimestamp();
        int rows = 0;
        await foreach (StateDifference difference in StateComparison.CompareAsync(one, two, CancellationToken.None))
        {
            rows += difference.Kind == StateDifferenceKind.None ? 1 : throw new InvalidOperationException("The states differ.");
        }

        return rows / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static string Database(DirectoryInfo data, int round) => Path.Combine(data.FullName, $"rebuilt-{round}.db");
}
