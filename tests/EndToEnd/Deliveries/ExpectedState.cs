using System.Globalization;
using System.Text.Json.Nodes;

namespace EndToEnd.Deliveries;

/// <summary>
/// The stored state that a sample must end in, one file a sample under <c>Expected</c>: taken from a run once, and then
/// read against the sample. What differs from run to run is named: REQUEST, EVENT, SIGNED.
/// </summary>
public static class ExpectedState
{
    private static readonly string[] Volatile = ["receivedAt", "bodySha256", "bodyLength"];

    /// <summary>Null where a sample leaves no state.</summary>
    public static JsonNode? Of(string sample) =>
        JsonNode.Parse(File.ReadAllText(RepositoryFiles.Path("tests", "EndToEnd", "Expected", sample + ".json")));

    /// <summary>A stored document with its run's own values replaced by the names of the expectation files.</summary>
    public static JsonNode Comparable(JsonNode stored, string requestId, string eventId, DateTimeOffset signedAt)
    {
        string signed = signedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
        return Replace(stored, text => text == requestId ? "REQUEST" : text == eventId ? "EVENT" : text == signed ? "SIGNED" : text);
    }

    private static JsonNode Replace(JsonNode node, Func<string, string> name) => node switch
    {
        JsonObject members => new JsonObject(members
            .Where(member => !Volatile.Contains(member.Key))
            .Select(member => KeyValuePair.Create<string, JsonNode?>(member.Key, Replace(member.Value!, name)))),
        JsonArray items => new JsonArray([.. items.Select(item => Replace(item!, name))]),
        JsonValue value when value.TryGetValue(out string? text) => JsonValue.Create(name(text)),
        _ => node.DeepClone(),
    };
}
