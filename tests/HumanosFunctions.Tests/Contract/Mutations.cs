using System.Text.Json.Nodes;

namespace HumanosFunctions.Tests.Contract;

/// <summary>A JSON value, changed in one place at a time: each member and item removed or replaced, each object with a stranger.</summary>
public static class Mutations
{
    public const string Stranger = "nobodyKnows";

    private static readonly string[] Replacements = ["null", "true", "12.5", "\"2026-06-01\"", "[]", "{}", "[\"text\", {}, null]"];

    public static IEnumerable<JsonNode> Of(JsonNode root) =>
        Places(root, []).SelectMany(place => Replaced(root, place).Append(Removed(root, place))).Concat(WithStrangers(root));

    /// <summary>The value with an unknown member in one object, for every object at any depth.</summary>
    public static IEnumerable<JsonNode> WithStrangers(JsonNode root) => Places(root, []).Prepend([])
        .Where(place => At(root, place) is JsonObject)
        .Select(place => Changed(root, place, value => value!.AsObject().Add(Stranger, "text")));

    private static IEnumerable<JsonNode> Replaced(JsonNode root, object[] place) =>
        Replacements.Select(replacement => Changed(root, place[..^1], parent => Set(parent!, place[^1], JsonNode.Parse(replacement))));

    private static JsonNode Removed(JsonNode root, object[] place) => Changed(root, place[..^1], parent =>
    {
        if (place[^1] is string name)
        {
            parent!.AsObject().Remove(name);
        }
        else
        {
            parent!.AsArray().RemoveAt((int)place[^1]);
        }
    });

    private static JsonNode Changed(JsonNode root, object[] place, Action<JsonNode?> change)
    {
        JsonNode copy = root.DeepClone();
        change(At(copy, place));
        return copy;
    }

    private static void Set(JsonNode parent, object step, JsonNode? value)
    {
        if (step is string name)
        {
            parent[name] = value;
        }
        else
        {
            parent[(int)step] = value;
        }
    }

    private static JsonNode? At(JsonNode root, object[] place) =>
        place.Aggregate((JsonNode?)root, (node, step) => step is string name ? node![name] : node![(int)step]);

    private static IEnumerable<object[]> Places(JsonNode? node, object[] place) => Steps(node)
        .SelectMany(step => Places(step.Value, [.. place, step.Key]).Prepend([.. place, step.Key]));

    private static IEnumerable<KeyValuePair<object, JsonNode?>> Steps(JsonNode? node) => node switch
    {
        JsonObject members => members.Select(member => KeyValuePair.Create<object, JsonNode?>(member.Key, member.Value)),
        JsonArray items => items.Select((item, index) => KeyValuePair.Create<object, JsonNode?>(index, item)),
        _ => [],
    };
}
