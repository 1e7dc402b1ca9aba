using HumanosFunctions.Bodies;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Quarantine;

namespace HumanosFunctions.Cli.Quarantine;

/// <summary>Deletes deliveries for good or, unless that is confirmed, tells what it would delete.</summary>
internal sealed class PurgeQuarantined(IBodyStore bodies, TextWriter output, TimeProvider time)
{
    public async Task<int> RunAsync(QuarantineSelection selection, TimeSpan? olderThan, bool confirmed, CancellationToken cancellationToken)
    {
        SelectedDeliveries chosen = await SelectedDeliveries.FindAsync(bodies, selection, olderThan, time.GetUtcNow(), cancellationToken);
        if (!confirmed)
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
                await bodies.DeleteAsync(BodyContainer.Quarantine, name, cancellationToken);
                count++;
            }
        }
        finally
        {
            // Also when it was stopped, or failed half way.
            await output.WriteLineAsync($"{QuarantineCommand.Name}: {count} of {chosen.Names.Count + chosen.Missing.Count} deleted{Younger(chosen)}.");
        }

        return chosen.Missing.Count == 0 ? ExitCode.Done : ExitCode.Problem;
    }

    private static string Younger(SelectedDeliveries chosen) => chosen.Younger > 0 ? $", {chosen.Younger} younger left alone" : string.Empty;
}

/// <summary>The deliveries that are to be deleted, all known before the first of them is touched.</summary>
/// <param name="Names">Those that are kept, and old enough.</param>
/// <param name="Missing">Names that nothing has.</param>
/// <param name="Younger">How many are left alone because they are too young, or do not say how old they are.</param>
internal sealed record SelectedDeliveries(IReadOnlyList<string> Names, IReadOnlyList<string> Missing, int Younger)
{
    public static async Task<SelectedDeliveries> FindAsync(
        IBodyStore bodies, QuarantineSelection selection, TimeSpan? olderThan, DateTimeOffset now, CancellationToken cancellationToken)
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

    /// <returns>Null where nothing has the name.</returns>
    private static async Task<bool?> IsOldEnoughAsync(
        IBodyStore bodies, string name, TimeSpan? olderThan, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using Stream? kept = BodyName.IsValid(name) ? await bodies.OpenAsync(BodyContainer.Quarantine, name, cancellationToken) : null;
        return (kept, olderThan) switch
        {
            (null, _) => null,
            (_, null) => true,
            _ => await QuarantineHeader.ReadAsync(kept, cancellationToken) is { } read && now - read.Header.ReceivedAt >= olderThan,
        };
    }
}

/// <summary>Which deliveries a command is for.</summary>
internal sealed record QuarantineSelection(IReadOnlyList<string> Names, bool All)
{
    /// <summary>The names, each once, and all known before the first of them is touched.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(IBodyStore bodies, CancellationToken cancellationToken) =>
        All
            ? await bodies.ListAsync(BodyContainer.Quarantine, cancellationToken).Select(body => body.Name).ToListAsync(cancellationToken)
            : [.. Names.Distinct()];
}
