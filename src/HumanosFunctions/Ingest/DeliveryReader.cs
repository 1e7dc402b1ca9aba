using System.Globalization;
using System.Net.Http.Headers;
using Humanos.Webhooks;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Ingest;

/// <summary>Reads the two headers and the raw body of a request, up to the size limit.</summary>
public sealed class DeliveryReader(IOptions<IngestOptions> options)
{
    private const int UnannouncedLength = 4096;

    // Content-Length is only a claim. The full buffer is rented after this many bytes have arrived.
    private const int MaxTakenAhead = 64 * 1024;

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

    // One byte more than the announced length shows whether the body ends there.
    private static async Task<bool> IsWithinAsync(int limit, Stream stream, int? announced, DeliveryBody body, CancellationToken cancellationToken)
    {
        while (body.Length <= limit)
        {
            int size = Math.Min(announced ?? UnannouncedLength, body.Length < MaxTakenAhead ? MaxTakenAhead : limit) + 1;
            if (await body.ReadAsync(stream, size, max: limit + 1 - body.Length, cancellationToken) == 0)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>The result of reading a request.</summary>
public abstract record DeliveryReading
{
    private DeliveryReading()
    {
    }

    public sealed record Complete(ReceivedDelivery Delivery) : DeliveryReading;

    public sealed record TooLarge : DeliveryReading;

    /// <summary>
    /// The body was sent in chunks and is empty here: the Functions host does not pass on a chunked body. A proxy may have changed a body with
    /// Content-Length into a chunked one.
    /// </summary>
    public sealed record ChunkedBodyMissing : DeliveryReading;

    /// <summary>The body ended before its announced length.</summary>
    public sealed record Truncated : DeliveryReading;

    /// <summary>The body was not complete within the time limit of the delivery.</summary>
    public sealed record TooSlow : DeliveryReading;
}

/// <summary>
/// The headers that the reader uses. A repeated header counts as missing, because it is unknown which value was signed.
/// </summary>
internal readonly record struct DeliveryHeaders(string? Timestamp, string? Signature, string? Length, bool IsChunked)
{
    private const string LengthName = "Content-Length";
    private const string TransferEncoding = "Transfer-Encoding";

    // One pass over all headers: a lookup by name would validate the name each time.
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
