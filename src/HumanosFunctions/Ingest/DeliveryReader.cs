using System.Globalization;
using Humanos.Webhooks;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Ingest;

/// <summary>Takes the two headers and the raw body from a request, and reads no further than the limit.</summary>
public sealed class DeliveryReader(IOptions<IngestOptions> options)
{
    private const int UnannouncedLength = 4096;

    // A length is only a claim: memory for all of it is taken when so much has come.
    private const int MostTakenAhead = 64 * 1024;

    public async Task<DeliveryReading> ReadAsync(HttpRequestData request, DeliveryBody body, DeliveryDeadline deadline)
    {
        int limit = options.Value.MaxBodyBytes;
        var headers = DeliveryHeaders.Read(request.Headers);
        long? announced = long.TryParse(headers.Length, NumberStyles.None, CultureInfo.InvariantCulture, out long length) ? length : null;
        if (announced > limit)
        {
            return new DeliveryReading.TooLarge();
        }

        try
        {
            bool isWithin = await IsWithinAsync(limit, request.Body, (int?)announced, body, deadline.Token);
            return !isWithin ? new DeliveryReading.TooLarge()
                : headers.IsChunked && body.Length == 0 ? new DeliveryReading.ChunkedBodyMissing()
                : new DeliveryReading.Complete(new ReceivedDelivery(headers.Timestamp, headers.Signature, body.Bytes));
        }
        catch (IOException)
        {
            return new DeliveryReading.Truncated();
        }
        catch (OperationCanceledException) when (deadline.IsOver)
        {
            return new DeliveryReading.TooSlow();
        }
    }

    // One byte beyond the announced length tells whether the body ends there.
    private static async Task<bool> IsWithinAsync(int limit, Stream stream, int? announced, DeliveryBody body, CancellationToken cancellationToken)
    {
        while (body.Length <= limit)
        {
            int size = Math.Min(announced ?? UnannouncedLength, body.Length < MostTakenAhead ? MostTakenAhead : limit) + 1;
            if (await body.ReadAsync(stream, size, most: limit + 1 - body.Length, cancellationToken) == 0)
            {
                return true;
            }
        }

        return false;
    }
}
