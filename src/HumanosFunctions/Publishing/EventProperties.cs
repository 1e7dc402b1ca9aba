using Humanos.Webhooks;

namespace HumanosFunctions.Publishing;

/// <summary>Names of the application properties on the topic: CloudEvents 1.0 in binary mode, and our own.</summary>
public static class EventProperties
{
    public const string SpecVersion = "cloudEvents_specversion";
    public const string Id = "cloudEvents_id";
    public const string Source = "cloudEvents_source";
    public const string Type = "cloudEvents_type";
    public const string Time = "cloudEvents_time";
    public const string Subject = "cloudEvents_subject";
    public const string ApiVersion = "humanos_api_version";
    public const string EventType = "humanos_event_type";
    public const string ReceivedAt = "humanos_received_at";
    public const string Resource = "humanos_resource";

    /// <summary>Of a copy: the message id that the event was published with.</summary>
    public const string OriginalId = "humanos_original_id";

    /// <summary>Of a large event: the blob that holds its JSON, with its length and its hash.</summary>
    public const string ClaimCheckBlob = ClaimCheck.BlobProperty;
    public const string ClaimCheckLength = ClaimCheck.LengthProperty;
    public const string ClaimCheckSha256 = ClaimCheck.Sha256Property;
}
