using System.Net.Http.Headers;
using Humanos.Webhooks;
using Microsoft.Azure.Functions.Worker.Http;

namespace HumanosFunctions.Ingest;

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
