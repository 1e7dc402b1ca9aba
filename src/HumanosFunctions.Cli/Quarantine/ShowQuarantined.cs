using System.Text;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Payloads;
using HumanosFunctions.Quarantine;

namespace HumanosFunctions.Cli.Quarantine;

/// <summary>Shows the properties of a delivery, or its body, encrypted as it arrived.</summary>
internal sealed class ShowQuarantined(IPayloadStore bodies, TextWriter output, TextWriter error)
{
    public async Task<int> RunAsync(string name, bool body, CancellationToken cancellationToken)
    {
        name = (await new QuarantineSelection([name], QuarantineFilter.None).FindAsync(bodies, cancellationToken))[0];
        QuarantinedDelivery? kept;
        try
        {
            kept = await ReadAsync(name, cancellationToken);
        }
        catch (Exception odd) when (UnreadableItem.IsReason(odd))
        {
            await error.WriteLineAsync($"{PlainText.Of(name)}: cannot be read.");
            return ExitCode.Problem;
        }

        if (kept is null)
        {
            await error.WriteLineAsync($"{PlainText.Of(name)}: not in quarantine, or without a header.");
            return ExitCode.Problem;
        }

        if (body)
        {
            // A text writer would change the bytes.
            await using Stream bytes = Console.OpenStandardOutput();
            await bytes.WriteAsync(kept.Body, cancellationToken);
            return ExitCode.Done;
        }

        await output.WriteAsync(Encoding.UTF8.GetString(kept.Header.ToLine()));
        await output.WriteLineAsync($"{kept.Body.Length} bytes");
        return ExitCode.Done;
    }

    private async Task<QuarantinedDelivery?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (!PayloadName.IsValid(name))
        {
            return null;
        }

        await using Stream? stream = await bodies.OpenAsync(PayloadContainer.Quarantine, name, cancellationToken);
        return stream is null ? null : await QuarantinedDelivery.ReadAsync(stream, cancellationToken);
    }
}
