using System.CommandLine;
using HumanosFunctions.Cli.Archive;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.CommandLine.Options;
using HumanosFunctions.Cli.Development;
using HumanosFunctions.Cli.Ingestor;
using HumanosFunctions.Storage;
using HumanosFunctions.Storage.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Cli.State;

/// <summary><c>state rebuild</c>: rebuilds the state from the archive, compares it, and puts it in place on request.</summary>
internal static class StateCommand
{
    public static Command Build()
    {
        var place = new IngestorOptions(AzureParts.Storage | AzureParts.Vault);
        var into = new Option<bool>("--into") { Description = "Makes the rebuilt state the current one. Stop the local ingestor first." };
        var yes = new Option<bool>("--yes") { Description = "With --into: also if rows of the current state differ from the rebuilt state or are not in it." };
        var json = new Option<bool>("--json") { Description = "Writes a JSON object for each difference and for the result." };
        var rebuild = new Command("rebuild", "Rebuilds the state from the archive into a new database, and compares it with the current state.") { into, yes, json };
        place.AddTo(rebuild);
        rebuild.Validators.Add(parsed => parsed.Refuse(() => parsed.GetValue(yes) && !parsed.GetValue(into) ? "--yes needs --into." : null));
        rebuild.SetAction((parsed, cancellationToken) => ArchiveRun.ExplainAsync(
            parsed,
            stop => new RebuildRun(place.Read(parsed), new RebuildReport(parsed.InvocationConfiguration.Output, parsed.GetValue(json)), TimeProvider.System)
                .RunAsync(parsed.GetValue(into), parsed.GetValue(yes), stop),
            cancellationToken));
        return new Command("state", "Works on the state that the processors have stored.") { rebuild };
    }
}

/// <summary>One run of <c>state rebuild</c>.</summary>
internal sealed class RebuildRun(IngestorPlace place, RebuildReport report, TimeProvider time)
{
    private readonly string _rebuilt = Path.Combine(place.WorkFolder.FullName, "humanos.rebuilt.db");

    public async Task<int> RunAsync(bool into, bool force, CancellationToken cancellationToken)
    {
        if (into && !place.IsAzure && RunningHost.Find(place.Data.FullName) is not null)
        {
            await report.SayAsync("The local ingestor runs: stop it before you replace its state.");
            return ExitCode.Usage;
        }

        StateFiles.Delete(_rebuilt);
        long started = time.GetTimestamp();
        await using IRunningState running = RunningState.Open(place, time);
        RebuildResult rebuilt = await RebuildAsync(running, cancellationToken);
        await report.RebuiltAsync(rebuilt, time.GetElapsedTime(started));
        DifferenceCount differences;
        await using (var store = new SqliteStateStore(_rebuilt, time))
        {
            differences = await CompareAsync(running, store, cancellationToken);
            await report.ComparedAsync(differences);
            if (into && (force || !differences.RunningHasMore))
            {
                await running.KeepAsync(store, cancellationToken);
            }
        }

        if (into && !force && differences.RunningHasMore)
        {
            await report.SayAsync($"Nothing was replaced: rows of the current state differ from the rebuilt state or are not in it. To replace them, add --yes. The rebuilt state is {_rebuilt}.");
            return ExitCode.Problem;
        }

        await report.SayAsync(into ? await running.ReplaceAsync(_rebuilt, cancellationToken) : $"The rebuilt state is {_rebuilt}.");
        return rebuilt.Problems == 0 && (into || differences.AreEqual) ? ExitCode.Done : ExitCode.Problem;
    }

    private async Task<RebuildResult> RebuildAsync(IRunningState running, CancellationToken cancellationToken)
    {
        IConfiguration configuration = place.Configure(("Humanos:Store", "sqlite"), ("Humanos:SqlitePath", _rebuilt));
        await using ServiceProvider services = StateRebuild.AddTo(new ServiceCollection(), configuration).BuildServiceProvider();
        await running.CopyTombstonesAsync((SqliteStateStore)services.GetRequiredService<IStateStore>(), cancellationToken);
        using var progress = ProgressLine.OnError(time, "rebuild");
        return await new StateRebuild(services).RunAsync(report.Problem, progress, cancellationToken);
    }

    private async Task<DifferenceCount> CompareAsync(IRunningState running, SqliteStateStore rebuilt, CancellationToken cancellationToken)
    {
        var count = new DifferenceCount();
        using var progress = ProgressLine.OnError(time, "compare");
        await foreach (StateDifference difference in StateComparison.CompareAsync(await running.ReadAsync(progress, cancellationToken), rebuilt, cancellationToken))
        {
            progress.Show(count.Add(difference.Kind));
            if (difference.Kind != StateDifferenceKind.None)
            {
                await report.DifferenceAsync(difference);
            }
        }

        return count;
    }
}

/// <summary>How many rows are equal, and how many are not.</summary>
internal sealed class DifferenceCount
{
    private readonly int[] _rows = new int[Enum.GetValues<StateDifferenceKind>().Length];

    public bool AreEqual => _rows.Sum() == this[StateDifferenceKind.None];

    public bool RunningHasMore => this[StateDifferenceKind.OnlyInRunning] + this[StateDifferenceKind.Differs] > 0;

    public int this[StateDifferenceKind kind] => _rows[(int)kind];

    /// <returns>The number of all rows so far.</returns>
    public int Add(StateDifferenceKind kind)
    {
        _rows[(int)kind]++;
        return _rows.Sum();
    }
}
