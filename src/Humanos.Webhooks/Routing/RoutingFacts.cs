using System.Text.Json;

namespace Humanos.Webhooks;

/// <summary>
/// The values needed to route an event, read from any known payload version (Humanos' webhook documentation) and designed to tolerate
/// later versions. A text that is empty, longer than 256 characters, not valid Unicode, or contains control characters counts as absent,
/// because the values become message properties and log fields (a decision of this library).
/// </summary>
/// <param name="EventType"><c>eventType</c>, or else <c>event</c>, as sent. An open list.</param>
/// <param name="ApiVersion"><c>api_version</c>; absent in the oldest versions.</param>
/// <param name="RequestId"><c>requestId</c>, or else <c>processId</c>: opaque.</param>
/// <param name="Issuer"><c>issuerDid</c>, or else <c>issuerId</c>, or else <c>organizationId</c>: opaque.</param>
/// <param name="OccurredAt">
/// The first valid time, in UTC, among <c>decision.date</c>, <c>decisionDate</c>, <c>completedAt</c>, <c>rejectedAt</c>, and
/// <c>timestamp</c>.
/// </param>
/// <param name="HasOwnTime">
/// Whether the event has a valid time. Without a time, two different events of the same kind can have identical bytes.
/// </param>
public sealed record RoutingFacts(
    string? EventType, string? ApiVersion, string? RequestId, string? Issuer, DateTimeOffset? OccurredAt, bool HasOwnTime)
{
    /// <summary>Reads the values in one pass. Never throws because of the content of the event.</summary>
    /// <param name="decrypted">The event.</param>
    /// <returns>
    /// Null if the plaintext is not exactly one well-formed JSON object. A byte order mark before the object is accepted.
    /// </returns>
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
/// The members that hold routing values in any payload version, in the order of the names in <see cref="RoutingMembers"/>. If several
/// members hold the same value, the newer one comes first and wins.
/// </summary>
internal enum RoutingMember
{
    // The event type. Not "type", which has another meaning in credentials.
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

    // The time. Since 2026-05-17 it is the member "date" of the object "decision". "timestamp" is a number.
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
    /// Fills <paramref name="found"/>, indexed by <see cref="RoutingMember"/>. The entry of the decision is its date.
    /// </summary>
    /// <returns>Whether the text is exactly one well-formed JSON object.</returns>
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
