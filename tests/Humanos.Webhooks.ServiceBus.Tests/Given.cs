using System.Security.Cryptography;
using Azure.Messaging.ServiceBus;

namespace Humanos.Webhooks.ServiceBus.Tests;

/// <summary>Messages as the ingestor publishes them.</summary>
internal static class Given
{
    public const string EventId = "5f1d";

    public static readonly byte[] Json = Samples.Read("2026-05-17/credential");

    public static ServiceBusReceivedMessage Message(byte[] body, string? eventId = EventId, params (string Name, object Value)[] properties)
    {
        var all = new Dictionary<string, object>
        {
            ["cloudEvents_type"] = "credential",
            ["cloudEvents_time"] = "2026-06-01T12:00:00.5Z",
            ["humanos_api_version"] = "2026-05-17",
            ["humanos_signed_at"] = "2026-06-01T12:00:00.75Z",
            ["humanos_received_at"] = "2026-06-01T12:00:01Z",
        };
        if (eventId is not null)
        {
            all["cloudEvents_id"] = eventId;
        }

        foreach ((string name, object value) in properties)
        {
            all[name] = value;
        }

        return ServiceBusModelFactory.ServiceBusReceivedMessage(
            body: BinaryData.FromBytes(body), messageId: Guid.NewGuid().ToString("N"), correlationId: "request-1", properties: all);
    }

    /// <summary>An event that is stored as a blob.</summary>
    public static ServiceBusReceivedMessage LargeMessage(byte[] json, string blob = EventId + ".json") => Message(
        "{}"u8.ToArray(),
        EventId,
        (ClaimCheck.BlobProperty, blob),
        (ClaimCheck.LengthProperty, (long)json.Length),
        (ClaimCheck.Sha256Property, Convert.ToHexStringLower(SHA256.HashData(json))));

    /// <summary>A location that has one blob.</summary>
    public static Func<string, CancellationToken, Task<Stream>> Place(string name, byte[] content) => (blob, _) =>
        blob == name ? Task.FromResult<Stream>(new MemoryStream(content)) : throw new FileNotFoundException(blob);

    public static EventMessageReader Reader(IHandledEvents? handled = null, byte[]? beside = null) =>
        new(Place(EventId + ".json", beside ?? []), handled ?? new RecentEvents());
}
