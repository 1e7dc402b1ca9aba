namespace HumanosFunctions.Processing;

/// <summary>What the message says of its event, beside the payload.</summary>
public sealed record EventFacts
{
    /// <summary>The event's identity, the same for every retry and replay.</summary>
    public required string EventId { get; init; }

    /// <summary>
    /// The request as the payload holds it, of any form; the event's own id where the payload names none. What is longer than
    /// a store's key may be is its beginning with its length and hash.
    /// </summary>
    public required string RequestId { get; init; }

    /// <summary>The event type as Humanos sent it.</summary>
    public required string EventType { get; init; }

    public string? ApiVersion { get; init; }

    public required string Issuer { get; init; }

    /// <summary>The event's own time or, where it has none, the signed time of its delivery. States are ordered by it.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }
}
