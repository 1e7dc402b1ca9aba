using System.Globalization;
using Azure.Messaging.ServiceBus;

namespace Humanos.Webhooks.ServiceBus;

/// <summary>The event data in the properties of a message. None of it is personal data, so you can log it.</summary>
/// <param name="EventId"><c>cloudEvents_id</c>: the event's identity, the same for every delivery and replay of it.</param>
/// <param name="Type"><c>cloudEvents_type</c>: the event type as sent. An open list.</param>
/// <param name="RequestId">The correlation id: the id of the request or, before 2026, of the process.</param>
/// <param name="ApiVersion"><c>humanos_api_version</c>: the payload's version, a date as text.</param>
/// <param name="Time"><c>cloudEvents_time</c>: when the event happened.</param>
/// <param name="ReceivedAt"><c>humanos_received_at</c>: when the ingestor received the delivery.</param>
public sealed record EventFacts(
    string? EventId, string? Type, string? RequestId, string? ApiVersion, DateTimeOffset? Time, DateTimeOffset? ReceivedAt)
{
    internal const string EventIdProperty = "cloudEvents_id";
    private const string TypeProperty = "cloudEvents_type";
    private const string TimeProperty = "cloudEvents_time";
    private const string ApiVersionProperty = "humanos_api_version";
    private const string SignedAtProperty = "humanos_signed_at";
    private const string ReceivedAtProperty = "humanos_received_at";

    /// <summary><c>humanos_signed_at</c>: when the delivery was signed. Null if an earlier version of the ingestor published the message.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>
    /// Reads the properties of a message. A property that is absent or has another type is null. Never throws because of the content.
    /// </summary>
    /// <param name="message">The message as received.</param>
    public static EventFacts Of(ServiceBusReceivedMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        IReadOnlyDictionary<string, object> properties = message.ApplicationProperties;
        return new EventFacts(
            TextOf(properties, EventIdProperty),
            TextOf(properties, TypeProperty),
            message.CorrelationId is { Length: > 0 } request ? request : null,
            TextOf(properties, ApiVersionProperty),
            TimeOf(properties, TimeProperty),
            TimeOf(properties, ReceivedAtProperty))
        {
            SignedAt = TimeOf(properties, SignedAtProperty),
        };
    }

    private static string? TextOf(IReadOnlyDictionary<string, object> properties, string name) =>
        properties.GetValueOrDefault(name) is string { Length: > 0 } text ? text : null;

    private static DateTimeOffset? TimeOf(IReadOnlyDictionary<string, object> properties, string name) =>
        DateTimeOffset.TryParse(TextOf(properties, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : null;
}
