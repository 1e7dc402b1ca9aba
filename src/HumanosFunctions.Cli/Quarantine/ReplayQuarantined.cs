using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Payloads;
using HumanosFunctions.Quarantine;
using HumanosFunctions.Secrets;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Cli.Quarantine;

/// <summary>Replays deliveries one by one. Succeeds if all of them are published.</summary>
internal sealed class ReplayQuarantined(IServiceProvider services, TextWriter output)
{
    private readonly IPayloadStore _bodies = services.GetRequiredService<IPayloadStore>();
    private readonly QuarantineReplay _replay = services.GetRequiredService<QuarantineReplay>();
    private readonly ReplaySecrets _secrets = services.GetRequiredService<ReplaySecrets>();

    public async Task<int> RunAsync(QuarantineSelection selection, bool isDryRun, CancellationToken cancellationToken)
    {
        if (isDryRun)
        {
            return await ListAsync(await selection.FindAsync(_bodies, cancellationToken), cancellationToken);
        }

        WebhookSecrets secrets = await _secrets.ReadAsync(cancellationToken);
        IReadOnlyList<string> names = await selection.FindAsync(_bodies, cancellationToken);
        int published = 0, tried = 0;
        using ProgressLine progress = ProgressLine.OnError(TimeProvider.System, QuarantineCommand.Name);
        try
        {
            foreach (string name in names)
            {
                ReplayResult result = await ReplayAsync(name, secrets, cancellationToken);
                published += result is ReplayResult.Published ? 1 : 0;
                progress.Dispose();
                await output.WriteLineAsync($"{PlainText.Of(name)}: {Describe(result)}");
                progress.Show(++tried, names.Count);
            }
        }
        finally
        {
            progress.Dispose();
            // Also if the command is stopped or fails.
            await output.WriteLineAsync($"{published} published, {names.Count - published} not");
        }

        return published == names.Count ? ExitCode.Done : ExitCode.Problem;
    }

    private async Task<ReplayResult> ReplayAsync(string name, WebhookSecrets secrets, CancellationToken cancellationToken)
    {
        try
        {
            return PayloadName.IsValid(name) ? await _replay.ReplayAsync(name, secrets, cancellationToken) : new ReplayResult.Absent();
        }
        catch (Exception odd) when (UnreadableItem.IsReason(odd))
        {
            return new ReplayResult.Kept(UnreadableItem.Unreadable);
        }
    }

    private async Task<int> ListAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        int found = 0;
        foreach (string name in names)
        {
            ReplayResult? problem = await ProblemAsync(name, cancellationToken);
            found += problem is null ? 1 : 0;
            await output.WriteLineAsync(problem is null ? PlainText.Of(name) : $"{PlainText.Of(name)}: {Describe(problem)}");
        }

        await output.WriteLineAsync($"{found} would be replayed, {names.Count - found} not");
        return found == names.Count ? ExitCode.Done : ExitCode.Problem;
    }

    // Null if a replay can be tried. Only the replay shows whether the delivery can be decrypted now.
    private async Task<ReplayResult?> ProblemAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await using Stream? kept = PayloadName.IsValid(name) ? await _bodies.OpenAsync(PayloadContainer.Quarantine, name, cancellationToken) : null;
            return kept is null ? new ReplayResult.Absent() : null;
        }
        catch (Exception odd) when (UnreadableItem.IsReason(odd))
        {
            return new ReplayResult.Kept(UnreadableItem.Unreadable);
        }
    }

    private static string Describe(ReplayResult result) => result switch
    {
        ReplayResult.Published published => $"published as {published.EventId}",
        ReplayResult.Kept kept => $"kept, {kept.Reason}",
        _ => "not in quarantine",
    };
}
