namespace Humanos.Webhooks;

/// <summary>What events of every type have. The properties of <see cref="HumanosEvent"/> explain them.</summary>
internal sealed class EventEnvelope
{
    internal required string? EventType { get; init; }

    internal required string? ApiVersion { get; init; }

    internal required PayloadFamily Family { get; init; }

    internal required string? RequestId { get; init; }

    internal required string? OpaqueRequestId { get; init; }

    internal required string? RequestInternalId { get; init; }

    internal required string? Issuer { get; init; }

    internal required HumanosUser? User { get; init; }

    internal required EventTime? Time { get; init; }

    internal required ReadOnlyMemory<byte> Json { get; init; }

    internal required IReadOnlyList<UnknownMember> UnknownMembers { get; init; }

    internal required IReadOnlyList<EventProblem> Problems { get; init; }
}
