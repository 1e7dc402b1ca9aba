namespace HumanosFunctions.Storage;

/// <summary>What a processor keeps of an event: facts and a reference to the JSON, not the JSON.</summary>
public sealed record ProcessedEvent
{
    /// <summary>The subscription whose processor stored it.</summary>
    public required string Processor { get; init; }

    /// <summary>The CloudEvents id: the key that makes processing idempotent.</summary>
    public required string EventId { get; init; }

    public required string RequestId { get; init; }

    public required string EventType { get; init; }

    public string? ApiVersion { get; init; }

    public required string Issuer { get; init; }

    /// <summary>The event's own time or, where it has none, the signed time of its delivery.</summary>
    public required string OccurredAt { get; init; }

    public required string ReceivedAt { get; init; }

    /// <summary>What was decided, in one word; null where the payload does not tell.</summary>
    public string? Decision { get; init; }

    /// <summary>Lower-case hex SHA-256 of the JSON, and its length: finds the event again in an archive of the topic.</summary>
    public required string BodySha256 { get; init; }

    public required int BodyLength { get; init; }
}
