using System.Text.Json.Nodes;

namespace HumanosFunctions.Tests.Contract.Schemas;

/// <summary>Which members of values a schema describes, and which of its own members no value has shown.</summary>
public sealed class SchemaCoverage(SchemaNode schema)
{
    private readonly SortedSet<string> _undescribed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _shown = [];

    /// <summary>Members of values that the schema does not describe.</summary>
    public IReadOnlyCollection<string> Undescribed => _undescribed;

    /// <summary>Members that the schema's own file describes and no value had.</summary>
    public IReadOnlyList<string> NeverShown() =>
        [.. Described(schema.File.Root, string.Empty).Where(pointer => !_shown.Contains(Address(schema.File, pointer)))];

    public void Add(JsonNode? value) => Walk([schema], value, "$");

    private void Walk(IReadOnlyList<SchemaNode> schemas, JsonNode? value, string path)
    {
        SchemaNode[] layers = [.. schemas.SelectMany(one => LayersFor(one, value))];
        switch (value)
        {
            case JsonObject members when layers.Any(layer => layer.Properties.Any()):
                foreach ((string name, JsonNode? member) in members)
                {
                    SchemaNode[] found = [.. layers.SelectMany(layer => layer.Properties).Where(property => property.Key == name).Select(property => property.Value)];
                    Note(found, $"{path}.{name}");
                    Walk(found, member, $"{path}.{name}");
                }

                break;

            case JsonArray items:
                SchemaNode[] item = [.. layers.Select(layer => layer.Items).OfType<SchemaNode>()];
                foreach (JsonNode? element in items)
                {
                    Walk(item, element, $"{path}[]");
                }

                break;
        }
    }

    private void Note(SchemaNode[] found, string path)
    {
        _shown.UnionWith(found.Select(property => Address(property.File, property.Place)));
        if (found.Length == 0)
        {
            _undescribed.Add(path);
        }
    }

    private static IEnumerable<SchemaNode> LayersFor(SchemaNode schema, JsonNode? value) => schema.Layers.SelectMany(layer =>
        layer.Alternatives("oneOf").Where(one => SchemaCheck.IsValid(one, value)).SelectMany(one => LayersFor(one, value)).Prepend(layer));

    private static IEnumerable<string> Described(JsonNode? node, string pointer) => node is not JsonObject members ? [] : members.SelectMany(member =>
    {
        string place = $"{pointer}/{member.Key}";
        IEnumerable<string> inside = Described(member.Value, place);
        return pointer.EndsWith("/properties", StringComparison.Ordinal) ? inside.Prepend(place) : inside;
    });

    private static string Address(ContractFile file, string pointer) => $"{file.Path}#/{pointer.TrimStart('/')}";
}
