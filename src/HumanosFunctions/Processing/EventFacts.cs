namespace HumanosFunctions.Processing;

/// <summary>What the message says of its event, beside the payload.</summary>
public sealed record EventFacts
{
    /// <summary>The event's identity, the same for every retry and replay.</summary>
    public required string EventId { get; init; }

    /// <summary>The request, or empty where the payload names none.</summary>
    public required string RequestId { get; init; }

    /// <summary>The event type as Humanos sent it.</summary>
    public required string EventType { get; init; }

    public string? ApiVersion { get; init; }

    public required string Issuer { get; init; }

    /// <summary>The event's own time or, where it has none, the signed time of its delivery. States are ordered by it.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }
}
