using System.Text.Json;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Processing;

/// <summary>What an event says was decided, in one word, over the payload versions.</summary>
public static class Decision
{
    public const string Accepted = "accept";
    public const string Rejected = "reject";
    public const string Mixed = "mixed";
    public const string Succeeded = "success";
    public const string Failed = "failure";

    private const int DeepEnoughForAnyKnownPayload = 64;

    /// <summary>Null where the payload does not tell, or tells it in a way that nobody has seen yet.</summary>
    public static string? Read(ReadOnlyMemory<byte> json, string eventType)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = DeepEnoughForAnyKnownPayload });
            return document.RootElement.ValueKind == JsonValueKind.Object ? Of(document.RootElement, eventType) : null;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Of(JsonElement payload, string eventType) => eventType == RoutingKey.OtpFailed ? Failed
        : Action(payload, "action")
        ?? OfRejectedFlag(payload, eventType)
        ?? OfDecisionObject(payload)
        ?? OfProcess(payload, eventType);

    // The same flag is a person's answer on a credential, and the outcome of a check on an identity.
    private static string? OfRejectedFlag(JsonElement payload, string eventType) => eventType == RoutingKey.Identity
        ? Flag(payload, "rejected", whenTrue: Failed, whenFalse: Succeeded)
        : Flag(payload, "rejected", whenTrue: Rejected, whenFalse: Accepted);

    private static string? OfDecisionObject(JsonElement payload) =>
        payload.TryGetProperty("decision", out JsonElement decision) && decision.ValueKind == JsonValueKind.Object
            ? Action(decision, "action") ?? Flag(decision, "success", whenTrue: Succeeded, whenFalse: Failed)
            : null;

    private static string? OfProcess(JsonElement payload, string eventType)
    {
        if (!eventType.StartsWith("process.", StringComparison.Ordinal))
        {
            return null;
        }

        if (eventType.EndsWith(".rejected", StringComparison.Ordinal))
        {
            return Rejected;
        }

        if (eventType == "process.form.filled")
        {
            return Accepted;
        }

        return payload.TryGetProperty("metadata", out JsonElement metadata) && metadata.ValueKind == JsonValueKind.Object
            ? OfItems(metadata) ?? OfVerification(metadata)
            : null;
    }

    private static string? OfItems(JsonElement metadata)
    {
        if (!metadata.TryGetProperty("items", out JsonElement items) || items.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        string?[] decisions = [.. items.EnumerateArray()
            .Select(item => item.ValueKind == JsonValueKind.Object ? Flag(item, "rejected", Rejected, Accepted) : null)
            .Distinct()];
        return decisions.Length > 1 ? Mixed : decisions.FirstOrDefault();
    }

    private static string? OfVerification(JsonElement metadata) =>
        metadata.TryGetProperty("verificationStatus", out JsonElement status) && status.ValueKind == JsonValueKind.String && status.ValueEquals("COMPLETED")
            ? Succeeded
            : null;

    private static string? Action(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.ValueEquals(Accepted) ? Accepted : value.ValueEquals(Rejected) ? Rejected : null
            : null;

    private static string? Flag(JsonElement element, string name, string whenTrue, string whenFalse) =>
        !element.TryGetProperty(name, out JsonElement value) ? null
        : value.ValueKind == JsonValueKind.True ? whenTrue
        : value.ValueKind == JsonValueKind.False ? whenFalse
        : null;
}
