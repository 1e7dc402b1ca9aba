using System.Text.Json;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>The names of the queues and of a topic's subscriptions, from a file in the format of infra/servicebus.json.</summary>
internal sealed record EntityNames(IReadOnlyList<string> Queues, IReadOnlyList<string> Subscriptions)
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <exception cref="InvalidDataException">The file is not valid, or does not have the topic.</exception>
    public static EntityNames Read(string path, string topic)
    {
        try
        {
            using JsonDocument file = JsonDocument.Parse(File.ReadAllBytes(path), Lenient);
            JsonElement space = file.RootElement.GetProperty("UserConfig").GetProperty("Namespaces").EnumerateArray().Single();
            JsonElement[] topics = [.. Members(space, "Topics").Where(candidate => string.Equals(NameOf(candidate), topic, StringComparison.OrdinalIgnoreCase))];
            return topics is [var described]
                ? new EntityNames([.. Members(space, "Queues").Select(NameOf)], [.. Members(described, "Subscriptions").Select(NameOf)])
                : throw new InvalidDataException($"The topology file has no topic '{topic}': name the entities, or another file with --topology.");
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path} does not describe one namespace in the format of infra/servicebus.json.", problem);
        }
    }

    private static JsonElement.ArrayEnumerator Members(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement members) ? members.EnumerateArray() : default;

    private static string NameOf(JsonElement entity) =>
        entity.GetProperty("Name").GetString() is { Length: > 0 } name ? name : throw new KeyNotFoundException();
}
