using System.Text.Json.Nodes;

namespace HumanosFunctions.Cli.Sending;

/// <summary>
/// Creates a new event from a sample, with another request and another time, so that neither the topic nor a processor recognizes
/// it as a repeated one.
/// </summary>
internal static class FreshEvent
{
    private static readonly string[] Requests = ["requestId", "processId"];
    private static readonly string[] Times = ["decisionDate", "completedAt", "rejectedAt", "timestamp"];

    /// <summary>The same bytes where the payload is no JSON object.</summary>
    public static byte[] Of(byte[] payload, DateTimeOffset now)
    {
        if (Parse(payload) is not { } sample)
        {
            return payload;
        }

        foreach (string name in Requests.Where(sample.ContainsKey))
        {
            sample[name] = Guid.NewGuid().ToString("N")[..24];
        }

        Renew(sample, Times, now);
        if (sample["decision"] is JsonObject decision)
        {
            Renew(decision, ["date"], now);
        }

        return System.Text.Encoding.UTF8.GetBytes(sample.ToJsonString(OutgoingDelivery.Json));
    }

    // In the form that the sample has: text, or milliseconds since 1970.
    private static void Renew(JsonObject parent, string[] names, DateTimeOffset now)
    {
        foreach (string name in names.Where(parent.ContainsKey))
        {
            if (parent[name] is JsonValue value)
            {
                parent[name] = value.GetValueKind() == System.Text.Json.JsonValueKind.Number
                    ? now.ToUnixTimeMilliseconds()
                    : now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture);
            }
        }
    }

    private static JsonObject? Parse(byte[] payload)
    {
        try
        {
            return JsonNode.Parse(payload) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
