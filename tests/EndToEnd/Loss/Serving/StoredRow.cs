using System.Text.Json.Nodes;
using EndToEnd.Deliveries;
using EndToEnd.Loss.Sending;

namespace EndToEnd.Loss.Serving;

/// <summary>One row of the store.</summary>
internal sealed record StoredRow(string EventId, string RequestId, string Kind, string Key, JsonNode Content)
{
    private const string BodyHash = "bodySha256";

    /// <summary>What it says, without what differs from event to event.</summary>
    public string Comparable(KnownEvent known)
    {
        JsonNode content = ExpectedState.Comparable(Content, known.RequestId, known.EventId, known.SignedAt);
        return $"{Kind} {Key} {RequestId} {content.ToJsonString()}"
            .Replace(known.RequestId, "REQUEST", StringComparison.Ordinal)
            .Replace(known.EventId, "EVENT", StringComparison.Ordinal);
    }

    /// <summary>False only for the row that keeps a hash of the event's JSON, if it is of another text.</summary>
    public bool IsOf(KnownEvent known) => Content[BodyHash] is not { } hash || hash.GetValue<string>() == known.JsonHash;
}
