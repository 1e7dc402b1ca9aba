using System.Globalization;
using System.Net.Http.Headers;
using Humanos.Webhooks;
using HumanosFunctions.Configuration;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Ingest;

/// <summary>Takes the two headers and the raw body from a request, and reads no further than the limit.</summary>
public sealed class DeliveryReader(IOptions<HumanosOptions> options)
{
    private const string LengthHeader = "Content-Length";
    private const int UnannouncedLength = 4096;

    // A length is only a claim: memory for all of it is taken when so much has come.
    private const int MostTakenAhead = 64 * 1024;

    public async Task<DeliveryReading> ReadAsync(HttpRequestData request, DeliveryBody body, DeliveryDeadline deadline)
    {
        int limit = options.Value.MaxBodyBytes;
        long? announced = long.TryParse(Header(request, LengthHeader), NumberStyles.None, CultureInfo.InvariantCulture, out long length) ? length : null;
        if (announced > limit)
        {
            return new DeliveryReading.TooLarge();
        }

        try
        {
            return await IsWithinAsync(limit, request.Body, (int?)announced, body, deadline.Token)
                ? new DeliveryReading.Complete(new ReceivedDelivery(Header(request, ReceivedDelivery.TimestampHeader), Header(request, ReceivedDelivery.SignatureHeader), body.Bytes))
                : new DeliveryReading.TooLarge();
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

    // A header given twice is no value at all: which of the two was signed is not ours to guess.
    private static string? Header(HttpRequestData request, string name) =>
        request.Headers.NonValidated.TryGetValues(name, out HeaderStringValues values) && values.Count == 1 ? values.ToString() : null;
}
