using System.Buffers;
using System.Globalization;
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

    // A length is only a claim: memory for more is taken when the bytes come.
    private const int MostTakenAhead = 64 * 1024;

    public async Task<DeliveryReading> ReadAsync(HttpRequestData request, DeliveryDeadline deadline)
    {
        int limit = options.Value.MaxBodyBytes;
        long? announced = long.TryParse(Header(request, LengthHeader), NumberStyles.None, CultureInfo.InvariantCulture, out long length) ? length : null;
        if (announced > limit)
        {
            return new DeliveryReading.TooLarge();
        }

        try
        {
            ReadOnlyMemory<byte>? body = await ReadBodyAsync(request.Body, (int?)announced, limit, deadline.Token);
            return body is null
                ? new DeliveryReading.TooLarge()
                : new DeliveryReading.Complete(new ReceivedDelivery(Header(request, ReceivedDelivery.TimestampHeader), Header(request, ReceivedDelivery.SignatureHeader), body.Value));
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

    // Null where there is more than the limit. One byte beyond the announced length tells whether the body ends there.
    private static async Task<ReadOnlyMemory<byte>?> ReadBodyAsync(Stream body, int? announced, int limit, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(Math.Min(announced ?? UnannouncedLength, MostTakenAhead) + 1);
        while (true)
        {
            Memory<byte> free = buffer.GetMemory(1);
            int read = await body.ReadAsync(free[..Math.Min(free.Length, limit + 1 - buffer.WrittenCount)], cancellationToken);
            if (read == 0)
            {
                return buffer.WrittenMemory;
            }

            buffer.Advance(read);
            if (buffer.WrittenCount > limit)
            {
                return null;
            }
        }
    }

    // A header given twice is no value at all: which of the two was signed is not ours to guess.
    private static string? Header(HttpRequestData request, string name) =>
        request.Headers.TryGetValues(name, out IEnumerable<string>? values) && values.ToArray() is [string single] ? single : null;
}
