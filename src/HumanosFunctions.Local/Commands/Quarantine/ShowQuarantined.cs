using System.Text;
using HumanosFunctions.Bodies;
using HumanosFunctions.Quarantine;

namespace HumanosFunctions.Local.Commands.Quarantine;

/// <summary>One delivery: what is known of it, or its body, encrypted as it came.</summary>
internal sealed class ShowQuarantined(IBodyStore bodies)
{
    public async Task<int> RunAsync(string name, bool body, CancellationToken cancellationToken)
    {
        if (await ReadAsync(name, cancellationToken) is not { } kept)
        {
            await Console.Error.WriteLineAsync($"{name}: not in quarantine, or without a header");
            return 1;
        }

        if (body)
        {
            await using Stream output = Console.OpenStandardOutput();
            await output.WriteAsync(kept.Body, cancellationToken);
            return 0;
        }

        Console.Write(Encoding.UTF8.GetString(kept.Header.ToLine()));
        Console.WriteLine($"{kept.Body.Length} bytes");
        return 0;
    }

    private async Task<QuarantinedDelivery?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (!BodyName.IsValid(name))
        {
            return null;
        }

        await using Stream? stream = await bodies.OpenAsync(BodyContainer.Quarantine, name, cancellationToken);
        return stream is null ? null : await QuarantinedDelivery.ReadAsync(stream, cancellationToken);
    }
}
