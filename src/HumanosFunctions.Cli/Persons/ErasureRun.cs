using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.DeadLetters;

namespace HumanosFunctions.Cli.Persons;

/// <summary>
/// Erases requests everywhere. Tombstones come first, so that no write in progress restores a request. The index comes last, so that an
/// interrupted erasure of a person finds its requests again. Repeating a finished erasure changes nothing.
/// </summary>
/// <param name="state">The stored state.</param>
/// <param name="places">The other places, in the order in which they are erased.</param>
/// <param name="output">Where to report.</param>
/// <param name="time">The clock.</param>
internal sealed class ErasureRun(StateErasure state, IReadOnlyList<IErasablePlace> places, TextWriter output, TimeProvider time)
{
    private readonly List<string> _notes = [];
    private readonly List<string> _problems = [];

    /// <summary>How long an instance of the app can still write what it began before it knows of the tombstones.</summary>
    public TimeSpan Settling { get; init; } = TimeSpan.Zero;

    /// <summary>Adds the requests that the places know, in which a person is named.</summary>
    public async Task DiscoverAsync(ErasureScope scope, CancellationToken cancellationToken)
    {
        foreach (IErasablePlace place in scope.HasPersons ? places : [])
        {
            await TryAsync(place.Name, () => place.DiscoverAsync(scope, cancellationToken), cancellationToken);
        }
    }

    /// <summary>Reports what would be erased.</summary>
    public async Task<int> PreviewAsync(ErasureScope scope, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync($"state: {await state.CountAsync(scope, cancellationToken)} rows would be erased.");
        foreach (IErasablePlace place in places)
        {
            await EraseAsync(place, scope, isDryRun: true, cancellationToken);
        }

        return await ReportAsync();
    }

    public async Task<int> RunAsync(ErasureScope scope, CancellationToken cancellationToken)
    {
        await state.MarkAsync(scope, time.GetUtcNow(), cancellationToken);
        DateTimeOffset marked = time.GetUtcNow();
        int rows = await state.EraseAsync(scope, keepsIndex: true, cancellationToken);
        foreach (IErasablePlace place in places)
        {
            await SettleAsync(place, marked, cancellationToken);
            await EraseAsync(place, scope, isDryRun: false, cancellationToken);
        }

        // With a problem, the index stays, so that the same command finds the rest.
        rows += await state.EraseAsync(scope, keepsIndex: _problems.Count > 0, cancellationToken);
        await state.CompactAsync(cancellationToken);
        await output.WriteLineAsync($"state: {rows} rows erased.");
        int exitCode = await ReportAsync();
        await output.WriteLineAsync(exitCode == ExitCode.Done
            ? $"{scope.Requests.Count} requests are erased. What arrives for them later has no effect."
            : "The erasure is not complete. Mend what is named above, and repeat the command.");
        return exitCode;
    }

    // Only the archive and the state can still be written to.
    private async Task SettleAsync(IErasablePlace place, DateTimeOffset marked, CancellationToken cancellationToken)
    {
        if (place is ArchiveErasure && marked + Settling - time.GetUtcNow() is { Ticks: > 0 } rest)
        {
            await output.WriteLineAsync($"Waiting {rest.TotalSeconds:N0} s for what the app has begun to write …");
            await Task.Delay(rest, time, cancellationToken);
        }
    }

    private Task EraseAsync(IErasablePlace place, ErasureScope scope, bool isDryRun, CancellationToken cancellationToken) => TryAsync(
        place.Name,
        async () =>
        {
            ErasureCount count = await place.EraseAsync(scope, isDryRun, cancellationToken);
            await output.WriteLineAsync($"{place.Name}: {count.Erased} {(isDryRun ? "would be erased" : "erased")}.");
            _notes.AddRange(count.Notes);
            _problems.AddRange(count.Problems);
        },
        cancellationToken);

    // A place that is not available does not keep the others from being erased.
    private async Task TryAsync(string name, Func<Task> run, CancellationToken cancellationToken)
    {
        try
        {
            await run();
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested
            && (StorageProblem.Explain(failure) ?? DeadLetterProblem.Explain(failure, "The namespace")) is { } explanation)
        {
            _problems.Add($"{name}: {explanation}");
        }
    }

    /// <summary>Names what stays and what could not be read or erased.</summary>
    public async Task<int> ReportAsync()
    {
        foreach (string line in _notes.Concat(_problems).Distinct())
        {
            await output.WriteLineAsync(line);
        }

        return _problems.Count == 0 ? ExitCode.Done : ExitCode.Problem;
    }
}
