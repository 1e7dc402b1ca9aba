using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Humanos.Webhooks;

namespace HumanosFunctions.Quarantine;

/// <summary>A genuine delivery that could not be read, as it is kept: one line of JSON, then the body's bytes as they came.</summary>
public sealed record QuarantinedDelivery(QuarantineHeader Header, ReadOnlyMemory<byte> Body)
{
    public ReceivedDelivery Delivery => new(Header.Timestamp, Header.Signature, Body);

    /// <summary>Follows from what was signed, and the day of its arrival: the same delivery once more is kept once.</summary>
    public string Name
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(Encoding.UTF8.GetBytes($"{Header.Timestamp}."));
            hash.AppendData(Body.Span);
            string day = Header.ReceivedAt.UtcDateTime.ToString("yyyy'/'MM'/'dd", CultureInfo.InvariantCulture);
            return $"{day}/{Convert.ToHexStringLower(hash.GetHashAndReset())}";
        }
    }

    public byte[] ToBytes() => [.. Header.ToLine(), .. Body.Span];

    /// <returns>Null where it does not begin with a header.</returns>
    public static async Task<QuarantinedDelivery?> ReadAsync(Stream kept, CancellationToken cancellationToken)
    {
        if (await QuarantineHeader.ReadAsync(kept, cancellationToken) is not { } read)
        {
            return null;
        }

        using var body = new MemoryStream();
        await kept.CopyToAsync(body, cancellationToken);
        return new QuarantinedDelivery(read.Header, body.ToArray());
    }
}
