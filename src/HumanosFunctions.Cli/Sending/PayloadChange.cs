using System.Text.Json;
using System.Text.Json.Nodes;

namespace HumanosFunctions.Cli.Sending;

/// <summary>A member of a payload with its new value, as <c>--set</c> names it: <c>credential.decisions.0.accepted=false</c>.</summary>
/// <param name="Path">Names of members, and positions in arrays.</param>
/// <param name="Value">JSON, or any other text as it is.</param>
internal sealed record PayloadChange(IReadOnlyList<string> Path, string Value)
{
    /// <summary>Null if the text has no path or no value.</summary>
    public static PayloadChange? Read(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string[] path = equals > 0 ? text[..equals].Split('.') : [];
        return path.Length == 0 || path.Any(string.IsNullOrEmpty) ? null : new PayloadChange(path, text[(equals + 1)..]);
    }

    /// <exception cref="InvalidDataException">The path leads through something that is neither an object nor an array.</exception>
    public void Apply(JsonObject payload)
    {
        JsonNode parent = payload;
        foreach (string step in Path.Take(Path.Count - 1))
        {
            parent = Step(parent, step) ?? throw Wrong();
        }

        switch (parent)
        {
            case JsonObject members:
                members[Path[^1]] = Parse();
                break;
            case JsonArray items when int.TryParse(Path[^1], out int at) && at >= 0 && at < items.Count:
                items[at] = Parse();
                break;
            default:
                throw Wrong();
        }
    }

    private static JsonNode? Step(JsonNode parent, string step)
    {
        switch (parent)
        {
            case JsonObject members when !members.ContainsKey(step):
                var made = new JsonObject();
                members[step] = made;
                return made;
            case JsonObject members:
                return members[step];
            case JsonArray items when int.TryParse(step, out int at) && at >= 0 && at < items.Count:
                return items[at];
            default:
                return null;
        }
    }

    private JsonNode? Parse()
    {
        try
        {
            return JsonNode.Parse(Value);
        }
        catch (JsonException)
        {
            return JsonValue.Create(Value);
        }
    }

    private InvalidDataException Wrong() => new($"--set: the payload has nothing at {string.Join('.', Path)}.");
}
