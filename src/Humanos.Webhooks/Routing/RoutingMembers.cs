using System.Text.Json;

namespace Humanos.Webhooks;

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
