using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.CommandLine.Options;
using HumanosFunctions.Payloads;
using HumanosFunctions.Quarantine;

namespace HumanosFunctions.Cli.Quarantine;

/// <summary>Deletes deliveries permanently or, without confirmation, reports what it would delete.</summary>
internal sealed class PurgeQuarantined(IPayloadStore bodies, TextWriter output, TimeProvider time)
{
    public async Task<int> RunAsync(QuarantineSelection selection, TimeSpan? olderThan, PurgeMode mode, CancellationToken cancellationToken)
    {
        SelectedDeliveries chosen = await SelectedDeliveries.FindAsync(bodies, selection, olderThan, time.GetUtcNow(), cancellationToken);
        if (mode == PurgeMode.DryRun)
        {
            return await ListAsync(chosen);
        }

        if (mode == PurgeMode.Unconfirmed)
        {
            await output.WriteLineAsync(PurgeOptions.Preview(QuarantineCommand.Name, chosen.Names.Count, chosen.Younger + chosen.Undated.Count, chosen.Missing.Count));
            return ExitCode.Usage;
        }

        await WriteLinesAsync(Problems(chosen));
        int count = 0;
        try
        {
            foreach (string name in chosen.Names)
            {
                string? problem = await TryDeleteAsync(name, cancellationToken);
                count += problem is null ? 1 : 0;
                if (problem is not null)
                {
                    await output.WriteLineAsync($"{PlainText.Of(name)}: {problem}");
                }
            }
        }
        finally
        {
            // Also if the command is stopped or fails.
            await output.WriteLineAsync($"{QuarantineCommand.Name}: {count} of {chosen.Names.Count + chosen.Missing.Count} deleted{Younger(chosen)}.");
        }

        return count == chosen.Names.Count && chosen.Missing.Count + chosen.Undated.Count == 0 ? ExitCode.Done : ExitCode.Problem;
    }

    /// <returns>Null if it is deleted.</returns>
    private async Task<string?> TryDeleteAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await bodies.DeleteAsync(PayloadContainer.Quarantine, name, cancellationToken) ? null : "not deleted, it is gone or not a file.";
        }
        catch (Exception odd) when (UnreadableItem.IsReason(odd))
        {
            return $"not deleted, {UnreadableItem.Unreadable}.";
        }
    }

    private async Task<int> ListAsync(SelectedDeliveries chosen)
    {
        await WriteLinesAsync(chosen.Names.Select(PlainText.Of).Concat(Problems(chosen)));
        await output.WriteLineAsync($"{QuarantineCommand.Name}: {chosen.Names.Count} of {chosen.Names.Count + chosen.Missing.Count} would be deleted{Younger(chosen)}.");
        return chosen.Missing.Count + chosen.Undated.Count == 0 ? ExitCode.Done : ExitCode.Problem;
    }

    private async Task WriteLinesAsync(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            await output.WriteLineAsync(line);
        }
    }

    private static IEnumerable<string> Problems(SelectedDeliveries chosen) => chosen.Missing
        .Select(name => $"{PlainText.Of(name)}: not found.")
        .Concat(chosen.Undated.Select(name => $"{PlainText.Of(name)}: not deleted, its age is not known."));

    private static string Younger(SelectedDeliveries chosen) => chosen.Younger > 0 ? $", {chosen.Younger} younger left alone" : string.Empty;
}

/// <summary>Whether a purge deletes.</summary>
internal enum PurgeMode
{
    /// <summary>The confirmation is missing.</summary>
    Unconfirmed,
    DryRun,
    Delete,
}

/// <summary>The deliveries to delete. All are known before the first one is deleted.</summary>
/// <param name="Names">The quarantined deliveries that are old enough.</param>
/// <param name="Missing">The names for which there is no delivery.</param>
/// <param name="Younger">The number of deliveries that are too young.</param>
/// <param name="Undated">The items whose age is asked for and not known: they have no header with a time, or cannot be read.</param>
internal sealed record SelectedDeliveries(IReadOnlyList<string> Names, IReadOnlyList<string> Missing, int Younger, IReadOnlyList<string> Undated)
{
    public static async Task<SelectedDeliveries> FindAsync(
        IPayloadStore bodies, QuarantineSelection selection, TimeSpan? olderThan, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        var missing = new List<string>();
        var undated = new List<string>();
        int younger = 0;
        foreach (string name in await selection.FindAsync(bodies, cancellationToken))
        {
            switch (await ChooseAsync(bodies, name, olderThan, now, cancellationToken))
            {
                case Choice.Missing:
                    missing.Add(name);
                    break;
                case Choice.Delete:
                    names.Add(name);
                    break;
                case Choice.Undated:
                    undated.Add(name);
                    break;
                default:
                    younger++;
                    break;
            }
        }

        return new SelectedDeliveries(names, missing, younger, undated);
    }

    private static async Task<Choice> ChooseAsync(
        IPayloadStore bodies, string name, TimeSpan? olderThan, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            await using Stream? kept = PayloadName.IsValid(name) ? await bodies.OpenAsync(PayloadContainer.Quarantine, name, cancellationToken) : null;
            if (kept is null || olderThan is null)
            {
                return kept is null ? Choice.Missing : Choice.Delete;
            }

            return await QuarantineHeader.ReadAsync(kept, cancellationToken) is not { } read ? Choice.Undated
                : now - read.Header.ReceivedAt >= olderThan ? Choice.Delete
                : Choice.Younger;
        }
        catch (Exception odd) when (UnreadableItem.IsReason(odd))
        {
            // Without an age to compare, the deletion is tried.
            return olderThan is null ? Choice.Delete : Choice.Undated;
        }
    }

    private enum Choice
    {
        Missing,
        Delete,
        Younger,
        Undated,
    }
}
