using HumanosFunctions.Payloads;

namespace HumanosFunctions.Local.Commands.Quarantine;

/// <summary>Deletes deliveries for good or, unless that is confirmed, tells what it would delete.</summary>
internal sealed class PurgeQuarantined(IPayloadStore bodies, TextWriter output, TimeProvider time)
{
    public async Task<int> RunAsync(Selection selection, TimeSpan? olderThan, bool confirmed, CancellationToken cancellationToken)
    {
        ChosenDeliveries chosen = await ChosenDeliveries.FindAsync(bodies, selection, olderThan, time.GetUtcNow(), cancellationToken);
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
                await bodies.DeleteAsync(PayloadContainer.Quarantine, name, cancellationToken);
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

    private static string Younger(ChosenDeliveries chosen) => chosen.Younger > 0 ? $", {chosen.Younger} younger left alone" : string.Empty;
}
