using System.Text;
using System.Text.Json;

namespace HumanosFunctions.Processing.Drift;

/// <summary>The objects of a payload of which the readers know at least one member. The others can be maps, whose names are values.</summary>
internal sealed class KnownObjects
{
    // Deeper than any object that a reader looks into.
    private const int MaxDepth = 16;

    // Longer than any name on the path to such an object. A long name would be copied for each member below it.
    private const int MaxNameLength = 64;

    private readonly HashSet<string> _paths;

    private KnownObjects(HashSet<string> paths) => _paths = paths;

    public static KnownObjects None { get; } = new([]);

    /// <param name="json">The payload.</param>
    /// <param name="unknown">The paths of the members that no reader takes.</param>
    public static KnownObjects Of(ReadOnlyMemory<byte> json, IEnumerable<string> unknown)
    {
        Dictionary<string, int> unknownIn = unknown.Distinct(StringComparer.Ordinal).CountBy(JsonSteps.ParentOf).ToDictionary(StringComparer.Ordinal);
        var members = unknownIn.Keys.ToDictionary(path => path, _ => new HashSet<string>(StringComparer.Ordinal), StringComparer.Ordinal);
        var reader = new Utf8JsonReader(WithoutByteOrderMark(json.Span), new JsonReaderOptions { MaxDepth = int.MaxValue });
        Collect(ref reader, members);
        return new KnownObjects([.. members.Where(found => found.Value.Count > unknownIn[found.Key]).Select(found => found.Key)]);
    }

    /// <summary>Whether the object that the member is in is one of them.</summary>
    public bool Contain(string path) => _paths.Contains(JsonSteps.ParentOf(path));

    // The payload is as it was received.
    private static ReadOnlySpan<byte> WithoutByteOrderMark(ReadOnlySpan<byte> json) => json.StartsWith("\uFEFF"u8) ? json["\uFEFF"u8.Length..] : json;

    // The path of an open object or array is kept as long as a reader could look into it.
    private static void Collect(ref Utf8JsonReader reader, Dictionary<string, HashSet<string>> members)
    {
        var open = new Stack<(string? Path, bool IsArray, int Items)>();
        string? name = null;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = Add(ref reader, open.Peek().Path, members);
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    open.Pop();
                    continue;
            }

            string? path = Next(open, name);
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                open.Push((open.Count < MaxDepth ? path : null, reader.TokenType == JsonTokenType.StartArray, 0));
            }
        }
    }

    private static string? Add(ref Utf8JsonReader reader, string? path, Dictionary<string, HashSet<string>> members)
    {
        if (path is null)
        {
            return null;
        }

        string name = TextOf(ref reader);
        if (members.TryGetValue(path, out HashSet<string>? names))
        {
            names.Add(name);
        }

        return name.Length <= MaxNameLength ? name : null;
    }

    // The path of the value that comes next in the innermost object or array.
    private static string? Next(Stack<(string? Path, bool IsArray, int Items)> open, string? name)
    {
        if (open.Count == 0)
        {
            return "$";
        }

        (string? path, bool isArray, int items) = open.Pop();
        open.Push((path, isArray, items + 1));
        return path is null ? null
            : isArray ? $"{path}[{items}]"
            : name is null ? null
            : name == "@context" ? $"{path}{JsonSteps.Context}"
            : $"{path}.{name}";
    }

    // Text that is not valid Unicode is the name of no known member. The readers of the event replace it in the same way.
    private static string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }
}
