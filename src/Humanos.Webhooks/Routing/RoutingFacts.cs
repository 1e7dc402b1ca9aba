namespace Humanos.Webhooks;

/// <summary>
/// What is needed to route an event, read from any known payload version (Humanos' webhook documentation) and hopefully the next.
/// A text fact that is empty, longer than 256 characters, no Unicode text or holds control characters counts as absent, since
/// facts become message properties and log fields (decided here).
/// </summary>
/// <param name="EventType"><c>eventType</c>, else <c>event</c>: as sent, an open list.</param>
/// <param name="ApiVersion"><c>api_version</c>; absent in the oldest versions.</param>
/// <param name="RequestId"><c>requestId</c>, else <c>processId</c>: opaque.</param>
/// <param name="Issuer"><c>issuerDid</c>, else <c>issuerId</c>, else <c>organizationId</c>: opaque.</param>
/// <param name="OccurredAt">
/// The first readable one, in UTC, of <c>decision.date</c>, <c>decisionDate</c>, <c>completedAt</c>, <c>rejectedAt</c>,
/// <c>timestamp</c>.
/// </param>
/// <param name="HasOwnTime">
/// Whether one of those is readable: without, two events of the same kind can be the same bytes at different times.
/// </param>
public sealed record RoutingFacts(
    string? EventType, string? ApiVersion, string? RequestId, string? Issuer, DateTimeOffset? OccurredAt, bool HasOwnTime)
{
    /// <summary>Reads the facts in one pass; never throws for what the event holds.</summary>
    /// <param name="decrypted">The event.</param>
    /// <returns>Null where the plaintext is not one well-formed JSON object; a byte order mark before it is tolerated.</returns>
    public static RoutingFacts? Read(DecryptedEvent decrypted)
    {
        ArgumentNullException.ThrowIfNull(decrypted);
        ReadOnlySpan<byte> json = JsonToken.WithoutByteOrderMark(decrypted.Json.Span);
        Span<JsonToken> found = stackalloc JsonToken[(int)RoutingMember.Count];
        if (!RoutingMembers.TryFind(json, found))
        {
            return null;
        }

        ReadOnlySpan<JsonToken> times = found[(int)RoutingMember.Decision..];
        DateTimeOffset? occurredAt = FactTime.First(json, times);
        return new RoutingFacts(
            FactText.First(json, found[(int)RoutingMember.EventType..(int)RoutingMember.ApiVersion]),
            FactText.First(json, found[(int)RoutingMember.ApiVersion..(int)RoutingMember.RequestId]),
            FactText.First(json, found[(int)RoutingMember.RequestId..(int)RoutingMember.IssuerDid]),
            FactText.First(json, found[(int)RoutingMember.IssuerDid..(int)RoutingMember.Decision]),
            occurredAt,
            HasOwnTime: occurredAt is not null);
    }
}
