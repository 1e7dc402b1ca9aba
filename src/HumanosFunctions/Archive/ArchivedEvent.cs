using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Archive;

/// <summary>An event as it was published: one line of JSON, followed by the unchanged bytes of the event.</summary>
public sealed record ArchivedEvent(ArchiveHeader Header, ReadOnlyMemory<byte> Body)
{
    private static readonly string[] OfTheClaimCheck = [EventProperties.ClaimCheckBlob, EventProperties.ClaimCheckLength, EventProperties.ClaimCheckSha256];

    public string Name => Header.Name;

    /// <param name="message">The published message, or a copy of it that a retry made.</param>
    /// <param name="messageId">The id that the event was published with.</param>
    /// <param name="properties">The properties that the event was published with.</param>
    /// <param name="body">The whole event, also if the message refers to a payload.</param>
    public static ArchivedEvent Of(
        ServiceBusReceivedMessage message, string messageId, IEnumerable<KeyValuePair<string, object>> properties, ReadOnlyMemory<byte> body)
    {
        Dictionary<string, object> kept = properties.ToDictionary(property => property.Key, property => property.Value, StringComparer.Ordinal);
        return new ArchivedEvent(
            new ArchiveHeader
            {
                EventId = kept.GetValueOrDefault(EventProperties.Id) is string { Length: > 0 } id ? id : messageId,
                MessageId = messageId,
                Subject = message.Subject,
                CorrelationId = message.CorrelationId,
                ContentType = message.ContentType,
                Properties = kept,
                ReceivedAt = ReceivedAt(kept) ?? message.EnqueuedTime,
                EnqueuedAt = message.EnqueuedTime,
                BodyLength = body.Length,
                BodySha256 = Convert.ToHexStringLower(SHA256.HashData(body.Span)),
            },
            body);
    }

    /// <summary>Returns the event as a subscription delivered it, with its whole body and without a reference to a payload.</summary>
    public ServiceBusReceivedMessage ToMessage() => ToMessage(Header.Properties.Where(property => !OfTheClaimCheck.Contains(property.Key)), Body);

    /// <param name="properties">The application properties.</param>
    /// <param name="body">The body of the message.</param>
    public ServiceBusReceivedMessage ToMessage(IEnumerable<KeyValuePair<string, object>> properties, ReadOnlyMemory<byte> body) =>
        ServiceBusModelFactory.ServiceBusReceivedMessage(
            body: BinaryData.FromBytes(body),
            messageId: Header.MessageId,
            subject: Header.Subject,
            correlationId: Header.CorrelationId,
            contentType: Header.ContentType,
            enqueuedTime: Header.EnqueuedAt,
            properties: properties.ToDictionary(property => property.Key, property => property.Value, StringComparer.Ordinal));

    public byte[] ToBytes() => [.. Header.ToLine(), .. Body.Span];

    /// <summary>Returns why the content is not the archived event of this name, or the event.</summary>
    public static (ArchivedEvent? Event, string? Damage) Read(string name, ReadOnlyMemory<byte> content)
    {
        if (ArchiveHeader.Read(content.Span) is not { } read)
        {
            return (null, "NoHeader");
        }

        ReadOnlyMemory<byte> body = content[read.Length..];
        return body.Length != read.Header.BodyLength ? (null, body.Length < read.Header.BodyLength ? "Truncated" : "TooLong")
            : Convert.ToHexStringLower(SHA256.HashData(body.Span)) != read.Header.BodySha256 ? (null, "BodyAltered")
            : read.Header.Name != name ? (null, "OtherName")
            : (new ArchivedEvent(read.Header, body), null);
    }

    private static DateTimeOffset? ReceivedAt(Dictionary<string, object> properties) =>
        properties.GetValueOrDefault(EventProperties.ReceivedAt) is string text
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)
            ? time
            : null;
}

/// <summary>The first line of an archived event: all that the message had beside its body.</summary>
public sealed record ArchiveHeader
{
    private const byte EndOfHeader = (byte)'\n';
    private const int HashLength = 64;

    private static readonly byte[] BeforeHash = ",\"headerSha256\":\""u8.ToArray();
    private static readonly byte[] AfterHash = "\"}"u8.ToArray();

    public required string EventId { get; init; }

    public required string MessageId { get; init; }

    public string? Subject { get; init; }

    public string? CorrelationId { get; init; }

    public string? ContentType { get; init; }

    /// <summary>The application properties. The values have the types of AMQP.</summary>
    public required IReadOnlyDictionary<string, object> Properties { get; init; }

    /// <summary>When the delivery arrived.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When the broker took the message.</summary>
    public required DateTimeOffset EnqueuedAt { get; init; }

    public required int BodyLength { get; init; }

    public required string BodySha256 { get; init; }

    public string Name => ArchiveName.Of(EventId, ReceivedAt);

    public string? Text(string property) => Properties.GetValueOrDefault(property) is string { Length: > 0 } text ? text : null;

    /// <summary>Returns one line of JSON, whose last member is a hash of the line before it, and the line feed.</summary>
    public byte[] ToLine()
    {
        byte[] line = ArchiveHeaderJson.Write(this);
        ReadOnlySpan<byte> open = line.AsSpan(0, line.Length - 1);
        return [.. open, .. BeforeHash, .. Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(open))), .. AfterHash, EndOfHeader];
    }

    /// <returns>Null if the content does not begin with a header, or the header was altered.</returns>
    public static (ArchiveHeader Header, int Length)? Read(ReadOnlySpan<byte> content)
    {
        int end = content.IndexOf(EndOfHeader);
        int open = end - AfterHash.Length - HashLength - BeforeHash.Length;
        if (open <= 0 || !IsWhole(content[..end], open))
        {
            return null;
        }

        try
        {
            return ArchiveHeaderJson.Read(content[..end]) is { } header ? (header, end + 1) : null;
        }
        catch (Exception foreign) when (foreign is JsonException or FormatException or OverflowException or ArgumentException)
        {
            return null;
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> line, int open) =>
        line[open..].StartsWith(BeforeHash)
        && Encoding.ASCII.GetString(line.Slice(open + BeforeHash.Length, HashLength)) == Convert.ToHexStringLower(SHA256.HashData(line[..open]));
}
