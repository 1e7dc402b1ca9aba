using System.Globalization;
using System.Net.Http.Headers;
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

/// <summary>What came of reading a request.</summary>
public abstract record DeliveryReading
{
    private DeliveryReading()
    {
    }

    public sealed record Complete(ReceivedDelivery Delivery) : DeliveryReading;

    public sealed record TooLarge : DeliveryReading;

    /// <summary>
    /// It was sent in chunks, and nothing of it is here: the Functions host hands such a body over empty. A proxy on the
    /// way may have re-chunked what the sender sent with its length.
    /// </summary>
    public sealed record ChunkedBodyMissing : DeliveryReading;

    /// <summary>The sender stopped before the end of its own body.</summary>
    public sealed record Truncated : DeliveryReading;

    /// <summary>The body was not there when the delivery's time was over.</summary>
    public sealed record TooSlow : DeliveryReading;
}

/// <summary>
/// What a delivery is read by. A header given twice is no value at all: which of the two was signed is not ours to guess.
/// </summary>
internal readonly record struct DeliveryHeaders(string? Timestamp, string? Signature, string? Length, bool IsChunked)
{
    private const string LengthName = "Content-Length";
    private const string TransferEncoding = "Transfer-Encoding";

    // In one pass: each lookup by a name checks that name anew.
    public static DeliveryHeaders Read(HttpHeadersCollection headers)
    {
        var read = default(DeliveryHeaders);
        foreach ((string name, HeaderStringValues values) in headers.NonValidated)
        {
            if (Is(name, ReceivedDelivery.TimestampHeader))
            {
                read = read with { Timestamp = Single(values) };
            }
            else if (Is(name, ReceivedDelivery.SignatureHeader))
            {
                read = read with { Signature = Single(values) };
            }
            else if (Is(name, LengthName))
            {
                read = read with { Length = Single(values) };
            }
            else if (Is(name, TransferEncoding))
            {
                read = read with { IsChunked = true };
            }
        }

        return read;
    }

    private static bool Is(string name, string wanted) => name.Equals(wanted, StringComparison.OrdinalIgnoreCase);

    private static string? Single(HeaderStringValues values) => values.Count == 1 ? values.ToString() : null;
}
