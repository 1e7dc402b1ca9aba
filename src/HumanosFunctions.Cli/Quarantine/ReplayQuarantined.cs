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

    public async Task<int> RunAsync(QuarantineSelection selection, CancellationToken cancellationToken)
    {
        WebhookSecrets secrets = await _secrets.ReadAsync(cancellationToken);
        IReadOnlyList<string> names = await selection.FindAsync(_bodies, cancellationToken);
        int published = 0;
        try
        {
            foreach (string name in names)
            {
                ReplayResult result = await ReplayAsync(name, secrets, cancellationToken);
                published += result is ReplayResult.Published ? 1 : 0;
                await output.WriteLineAsync($"{PlainText.Of(name)}: {Describe(result)}");
            }
        }
        finally
        {
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
        catch (Exception odd) when (OddItem.IsReason(odd))
        {
            return new ReplayResult.Kept(OddItem.Unreadable);
        }
    }

    private static string Describe(ReplayResult result) => result switch
    {
        ReplayResult.Published published => $"published as {published.EventId}",
        ReplayResult.Kept kept => $"kept, {kept.Reason}",
        _ => "not in quarantine",
    };
}
