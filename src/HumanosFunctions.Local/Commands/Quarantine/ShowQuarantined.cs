using System.Text;
using HumanosFunctions.Payloads;
using HumanosFunctions.Quarantine;

namespace HumanosFunctions.Local.Commands.Quarantine;

/// <summary>One delivery: what is known of it, or its body, encrypted as it came.</summary>
internal sealed class ShowQuarantined(IPayloadStore bodies, TextWriter output, TextWriter error)
{
    public async Task<int> RunAsync(string name, bool body, CancellationToken cancellationToken)
    {
        if (await ReadAsync(name, cancellationToken) is not { } kept)
        {
            await error.WriteLineAsync($"{name}: not in quarantine, or without a header.");
            return ExitCode.Problem;
        }

        if (body)
        {
            // Bytes, which a writer of text would change.
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
