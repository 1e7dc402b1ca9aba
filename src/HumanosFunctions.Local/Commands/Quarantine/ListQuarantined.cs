using System.Globalization;
using HumanosFunctions.Bodies;
using HumanosFunctions.Publishing;
using HumanosFunctions.Quarantine;

namespace HumanosFunctions.Local.Commands.Quarantine;

/// <summary>One line a delivery, and how many there are.</summary>
internal sealed class ListQuarantined(IBodyStore bodies, TimeProvider time)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        int count = 0;
        await foreach (StoredBody body in bodies.ListAsync(BodyContainer.Quarantine, cancellationToken))
        {
            await using Stream? stream = await bodies.OpenAsync(BodyContainer.Quarantine, body.Name, cancellationToken);
            if (stream is not null)
            {
                Console.WriteLine(await DescribeAsync(body, stream, cancellationToken));
                count++;
            }
        }

        Console.WriteLine($"{count} kept");
        return 0;
    }

    private async Task<string> DescribeAsync(StoredBody body, Stream stream, CancellationToken cancellationToken)
    {
        if (await QuarantineHeader.ReadAsync(stream, cancellationToken) is not { } read)
        {
            return $"{body.Name}  NoHeader";
        }

        TimeSpan age = time.GetUtcNow() - read.Header.ReceivedAt;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{body.Name}  {Rfc3339.Format(read.Header.ReceivedAt)}  {read.Header.Reason}  {body.Length - read.Length} bytes  {age:d\\.hh\\:mm\\:ss} old");
    }
}
