using HumanosFunctions.Payloads;

namespace HumanosFunctions.Local.Commands.Quarantine;

/// <summary>One line a delivery and, for people, how many there are.</summary>
internal sealed class ListQuarantined(IPayloadStore bodies, TextWriter output, TimeProvider time, bool asJson)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        int count = 0;
        await foreach (StoredPayload body in bodies.ListAsync(PayloadContainer.Quarantine, cancellationToken))
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
