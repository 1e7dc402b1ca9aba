using HumanosFunctions.Bodies;
using HumanosFunctions.Cli.CommandLine;

namespace HumanosFunctions.Cli.Quarantine;

/// <summary>One line a delivery and, for people, how many there are.</summary>
internal sealed class ListQuarantined(IBodyStore bodies, TextWriter output, TimeProvider time, bool asJson)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        int count = 0;
        await foreach (StoredBody body in bodies.ListAsync(BodyContainer.Quarantine, cancellationToken))
        {
            if (await QuarantinedFacts.ReadAsync(bodies, body, time.GetUtcNow(), cancellationToken) is { } kept)
            {
                await output.WriteLineAsync(asJson ? QuarantinedText.JsonOf(kept) : QuarantinedText.LineOf(kept));
                count++;
            }
        }

        if (!asJson)
        {
            await output.WriteLineAsync($"{count} kept");
        }

        return ExitCode.Done;
    }
}
