using System.Text.Json;

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

/// <summary>
/// The members that tell a fact in one payload version or another, in the order of <see cref="RoutingMembers"/>' table of names.
/// Where several tell the same fact, the newer comes first and wins.
/// </summary>
internal enum RoutingMember
{
    // What happened. "type" is not among them: inside credentials it means something else.
    EventType,
    Event,

    ApiVersion,

    // The request.
    RequestId,
    ProcessId,

    // The issuer.
    IssuerDid,
    IssuerId,
    OrganizationId,

    // The time. Since 2026-05-17 it is the member "date" of the object "decision"; "timestamp" is a number.
    Decision,
    DecisionDate,
    CompletedAt,
    RejectedAt,
    Timestamp,

    Count,
}

/// <summary>Finds the routing members of an event.</summary>
internal static class RoutingMembers
{
    // Indexed by RoutingMember.
    private static readonly byte[][] Names =
    [
        "eventType"u8.ToArray(), "event"u8.ToArray(),
        "api_version"u8.ToArray(),
        "requestId"u8.ToArray(), "processId"u8.ToArray(),
        "issuerDid"u8.ToArray(), "issuerId"u8.ToArray(), "organizationId"u8.ToArray(),
        "decision"u8.ToArray(), "decisionDate"u8.ToArray(), "completedAt"u8.ToArray(), "rejectedAt"u8.ToArray(), "timestamp"u8.ToArray(),
    ];

    private static readonly byte[][] DecisionNames = ["date"u8.ToArray()];

    /// <summary>
    /// Fills <paramref name="found"/>, indexed by <see cref="RoutingMember"/>; the decision's date takes the place of the decision.
    /// </summary>
    /// <returns>Whether the text is one well-formed JSON object and nothing else.</returns>
    internal static bool TryFind(ReadOnlySpan<byte> json, Span<JsonToken> found)
    {
        bool isObject = JsonObject.Find(json, Names, found) == JsonShape.Object;
        if (isObject)
        {
            ref JsonToken decision = ref found[(int)RoutingMember.Decision];
            decision = FindDate(json, decision);
        }

        return isObject;
    }

    private static JsonToken FindDate(ReadOnlySpan<byte> json, JsonToken decision)
    {
        Span<JsonToken> date = [default];
        return decision.Type == JsonTokenType.StartObject
            && JsonObject.Find(decision.Of(json), DecisionNames, date) == JsonShape.Object
                ? date[0] with { Start = decision.Start + date[0].Start }
                : default;
    }
}
