using System.Text.Json;
using Nodes = System.Text.Json.Nodes;

namespace Testing;

/// <summary>Mutates a payload: removes, renames, retypes, nests, or truncates members.</summary>
public sealed class Mutation(Random random, string[] names)
{
    /// <summary>Makes up to four changes.</summary>
    public Nodes.JsonObject Of(byte[] payload)
    {
        Nodes.JsonObject mutated = Nodes.JsonNode.Parse(payload)!.AsObject();
        for (int change = random.Next(1, 5); change > 0; change--)
        {
            Nodes.JsonNode[] places = [.. Below(mutated)];
            if (places.Length > 0)
            {
                Change(places[random.Next(places.Length)]);
            }
        }

        return mutated;
    }

    private static IEnumerable<Nodes.JsonNode> Below(Nodes.JsonNode node) => node switch
    {
        Nodes.JsonObject members => members.Select(member => member.Value).OfType<Nodes.JsonNode>().SelectMany(value => Below(value).Prepend(value)),
        Nodes.JsonArray items => items.OfType<Nodes.JsonNode>().SelectMany(item => Below(item).Prepend(item)),
        _ => [],
    };

    private void Change(Nodes.JsonNode place)
    {
        switch (random.Next(5))
        {
            case 0 when place.Parent is Nodes.JsonObject owner:
                owner.Remove(place.GetPropertyName());
                break;
            case 1 when place.Parent is Nodes.JsonObject owner:
                owner.Remove(place.GetPropertyName());
                owner[random.Next(4) == 0 ? "renamed" : names[random.Next(names.Length)]] = place;
                break;
            case 2 when place is Nodes.JsonValue && place.GetValueKind() == JsonValueKind.String:
                string text = place.GetValue<string>();
                place.ReplaceWith(text[..random.Next(text.Length + 1)]);
                break;
            case 3:
                place.ReplaceWith(Nested(place.DeepClone()));
                break;
            default:
                place.ReplaceWith(Another());
                break;
        }
    }

    private Nodes.JsonNode Nested(Nodes.JsonNode value) => random.Next(3) switch
    {
        0 => new Nodes.JsonArray(value),
        1 => new Nodes.JsonArray(new Nodes.JsonArray(value, null), new Nodes.JsonObject()),
        _ => new Nodes.JsonObject { [names[random.Next(names.Length)]] = value },
    };

    // Unique values, so that a test detects a lost value.
    private Nodes.JsonNode? Another() => random.Next(6) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.Next(),
        3 => random.Next() / 64m,
        4 => $"text {random.Next()}",
        _ => new Nodes.JsonArray(random.Next(), $"item {random.Next()}", new Nodes.JsonObject { ["id"] = $"id {random.Next()}" }),
    };
}
