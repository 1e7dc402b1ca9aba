using HumanosFunctions.Cli.CommandLine;
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
            await output.WriteLineAsync(PurgeOptions.Foretell(QuarantineCommand.Name, chosen.Names.Count, chosen.Younger, chosen.Missing.Count));
            return ExitCode.Usage;
        }

        foreach (string name in chosen.Missing)
        {
            await output.WriteLineAsync($"{PlainText.Of(name)}: not found.");
        }

        int count = 0;
        try
        {
            foreach (string name in chosen.Names)
            {
                if (await TryDeleteAsync(name, cancellationToken))
                {
                    count++;
                    continue;
                }

                await output.WriteLineAsync($"{PlainText.Of(name)}: not deleted.");
            }
        }
        finally
        {
            // Also if the command is stopped or fails.
            await output.WriteLineAsync($"{QuarantineCommand.Name}: {count} of {chosen.Names.Count + chosen.Missing.Count} deleted{Younger(chosen)}.");
        }

        return count == chosen.Names.Count && chosen.Missing.Count == 0 ? ExitCode.Done : ExitCode.Problem;
    }

    private async Task<bool> TryDeleteAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await bodies.DeleteAsync(PayloadContainer.Quarantine, name, cancellationToken);
        }
        catch (Exception odd) when (OddItem.IsReason(odd))
        {
            return false;
        }
    }

    private async Task<int> ListAsync(SelectedDeliveries chosen)
    {
        foreach (string line in chosen.Names.Select(PlainText.Of).Concat(chosen.Missing.Select(name => $"{PlainText.Of(name)}: not found.")))
        {
            await output.WriteLineAsync(line);
        }

        await output.WriteLineAsync($"{QuarantineCommand.Name}: {chosen.Names.Count} of {chosen.Names.Count + chosen.Missing.Count} would be deleted{Younger(chosen)}.");
        return chosen.Missing.Count == 0 ? ExitCode.Done : ExitCode.Problem;
    }

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
/// <param name="Younger">The number of deliveries that are too young, or have no header with a time.</param>
internal sealed record SelectedDeliveries(IReadOnlyList<string> Names, IReadOnlyList<string> Missing, int Younger)
{
    public static async Task<SelectedDeliveries> FindAsync(
        IPayloadStore bodies, QuarantineSelection selection, TimeSpan? olderThan, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        var missing = new List<string>();
        int younger = 0;
        foreach (string name in await selection.FindAsync(bodies, cancellationToken))
        {
            switch (await IsOldEnoughAsync(bodies, name, olderThan, now, cancellationToken))
            {
                case null:
                    missing.Add(name);
                    break;
                case true:
                    names.Add(name);
                    break;
                case false:
                    younger++;
                    break;
            }
        }

        return new SelectedDeliveries(names, missing, younger);
    }

    /// <returns>Null if there is no delivery with this name.</returns>
    private static async Task<bool?> IsOldEnoughAsync(
        IPayloadStore bodies, string name, TimeSpan? olderThan, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            await using Stream? kept = PayloadName.IsValid(name) ? await bodies.OpenAsync(PayloadContainer.Quarantine, name, cancellationToken) : null;
            return (kept, olderThan) switch
            {
                (null, _) => null,
                (_, null) => true,
                _ => await QuarantineHeader.ReadAsync(kept, cancellationToken) is { } read && now - read.Header.ReceivedAt >= olderThan,
            };
        }
        catch (Exception odd) when (OddItem.IsReason(odd))
        {
            // Nothing is known of its age. Without an age to compare, the deletion is tried.
            return olderThan is null;
        }
    }
}
