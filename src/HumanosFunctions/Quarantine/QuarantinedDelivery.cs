using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Humanos.Webhooks;

namespace HumanosFunctions.Quarantine;

/// <summary>A quarantined delivery: one line of JSON, followed by the unchanged bytes of the body.</summary>
public sealed record QuarantinedDelivery(QuarantineHeader Header, ReadOnlyMemory<byte> Body)
{
    public ReceivedDelivery Delivery => new(Header.Timestamp, Header.Signature, Body);

    /// <summary>The name derives from the signed content and the day of arrival, so the same delivery is stored once.</summary>
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

    /// <returns>Null if the content does not begin with a valid header.</returns>
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

/// <summary>The metadata of a quarantined delivery: enough to verify it again and to publish it as if it had just arrived.</summary>
public sealed record QuarantineHeader
{
    private const byte EndOfHeader = (byte)'\n';

    // The label comes from a URL, which can be long, and longer when escaped in JSON.
    private const int MaxHeaderLength = 128 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
    };

    public required string Timestamp { get; init; }

    public required string Signature { get; init; }

    /// <summary>The label at the end of an older, per-resource address.</summary>
    public string? Resource { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Why the delivery could not be read: a fixed word.</summary>
    public required string Reason { get; init; }

    /// <summary>Returns one line of JSON including the line feed.</summary>
    public byte[] ToLine() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Json), EndOfHeader];

    /// <summary>Reads only the first line.</summary>
    /// <returns>Null if the line is not a valid header.</returns>
    public static async Task<(QuarantineHeader Header, int Length)?> ReadAsync(Stream kept, CancellationToken cancellationToken)
    {
        var line = new ArrayBufferWriter<byte>();
        byte[] next = new byte[1];
        while (line.WrittenCount < MaxHeaderLength && await kept.ReadAsync(next, cancellationToken) == 1)
        {
            if (next[0] == EndOfHeader)
            {
                return Parse(line.WrittenSpan) is { } header ? (header, line.WrittenCount + 1) : null;
            }

            line.Write(next);
        }

        return null;
    }

    private static QuarantineHeader? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<QuarantineHeader>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
