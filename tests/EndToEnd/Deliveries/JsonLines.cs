using System.Text.Json;

namespace EndToEnd.Deliveries;

/// <summary>What a script printed, one JSON value a line.</summary>
public static class JsonLines
{
    public static IReadOnlyList<JsonElement> Read(string output) => [.. output
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
}
