using System.Diagnostics;
using Benchmarks.Comparison.Load;
using Benchmarks.Comparison.Servers;

namespace Benchmarks.Comparison.Rows.Deployed;

/// <summary>
/// The processor time of the published worker for one credential event, whose effect it stores in SQLite, compared with functions that only
/// complete their message. The worker runs while the events are sent.
/// </summary>
internal static class DeployedProcessingRow
{
    private const int Rounds = 5;
    private const int WarmUp = 30_000;
    private const int Events = 18_000;

    private static readonly (Candidate Other, string Goal)[] Others = [(DeployedCandidates.BareComplete, "≤ 1.3×"), (DeployedCandidates.BareReturn, "–")];

    public static async Task<IReadOnlyList<TableRow>> MeasureAsync()
    {
        Candidate[] candidates = [DeployedCandidates.App, .. Others.Select(other => other.Other)];
        Dictionary<Candidate, List<Round>> measured = candidates.ToDictionary(candidate => candidate, _ => new List<Round>());
        for (int round = 1; round <= Rounds; round++)
        {
            foreach (Candidate candidate in candidates)
            {
                Round result = await RunAsync(candidate);
                measured[candidate].Add(result);
                Console.Error.WriteLine($"deployed processing, round {round}, {candidate.Name}: {result.PerSecond:N0}/s, CPU of the worker {result.Microseconds:N0} µs");
            }
        }

        return [.. Others.SelectMany(other => Compare(measured[DeployedCandidates.App], measured[other.Other], other.Other.Name, other.Goal))];
    }

    private static async Task<Round> RunAsync(Candidate candidate)
    {
        await using RunningServer server = await candidate.StartAsync();
        string connection = server.Broker!.ConnectionString;
        await PublishedEvents.SendAsync(connection, WarmUp, PublishedEvents.Credential);
        await PublishedEvents.CompletedAsync(connection);

        (TimeSpan before, long start) = (server.WorkerCpu, Stopwatch.GetTimestamp());
        await PublishedEvents.SendAsync(connection, Events, PublishedEvents.Credential);
        await PublishedEvents.CompletedAsync(connection);
        return new Round(Events / Stopwatch.GetElapsedTime(start).TotalSeconds, (server.WorkerCpu - before).TotalMicroseconds / Events);
    }

    private static IEnumerable<TableRow> Compare(List<Round> ours, List<Round> theirs, string name, string goal)
    {
        yield return TableRow.Of($"processed/s, deployed, vs. {name}", ours.Select(round => round.PerSecond), theirs.Select(round => round.PerSecond), "N0");
        yield return TableRow.Of($"processed: CPU of the worker in µs, vs. {name}", ours.Select(round => round.Microseconds), theirs.Select(round => round.Microseconds), "N1", goal);
    }

    private sealed record Round(double PerSecond, double Microseconds);
}
