using System.Text.Json;
using HumanosFunctions.Tests.Infrastructure.Bicep;

namespace HumanosFunctions.Tests.Infrastructure.Schemas;

/// <summary>What Azure says of one resource type: its version, its own members, and the object types that they use.</summary>
internal sealed class ResourceSchema
{
    private readonly Dictionary<string, ObjectSchema> _objects = [];
    private readonly List<ObjectSchema> _bodies = [];

    public ResourceSchema(string type, JsonElement answer)
    {
        foreach (JsonElement entry in answer.EnumerateArray())
        {
            string name = entry.GetProperty("name").GetString()!;
            switch (entry.GetProperty("$type").GetString())
            {
                case "Resource" when name.StartsWith(type + "@", StringComparison.OrdinalIgnoreCase):
                    Version = name[(type.Length + 1)..];
                    _bodies.AddRange(Bodies(entry.GetProperty("bodyType")));
                    break;
                case "Object":
                    _objects.Add(name, new ObjectSchema(entry));
                    break;
            }
        }
    }

    public string Version { get; } = string.Empty;

    /// <summary>A few types have one description for each name that a resource may have.</summary>
    public ObjectSchema Body(BicepValue.Members resource) => _bodies is [ObjectSchema only]
        ? only
        : _bodies.Single(body => resource.Values["name"] == new BicepValue.Text(body.Members["name"].Type));

    public ObjectSchema? Object(string name) => _objects.GetValueOrDefault(name);

    private static IEnumerable<ObjectSchema> Bodies(JsonElement body) => body.TryGetProperty("elements", out JsonElement elements)
        ? elements.EnumerateArray().Select(element => new ObjectSchema(element))
        : [new ObjectSchema(body)];
}

internal sealed class ObjectSchema(JsonElement description)
{
    public IReadOnlyDictionary<string, MemberSchema> Members { get; } = description.TryGetProperty("properties", out JsonElement members)
        ? members.EnumerateArray().Select(MemberSchema.Of).ToDictionary(member => member.Name)
        : new Dictionary<string, MemberSchema>();

    /// <summary>The type of members with any other name; null where there may be none.</summary>
    public string? OtherMembers { get; } = description.TryGetProperty("additionalPropertiesType", out JsonElement type) ? type.GetString() : null;
}

/// <param name="Type">The name of an object type, <c>string</c>, <c>int</c>, <c>bool</c>, <c>any</c>, or the allowed texts.</param>
internal sealed record MemberSchema(string Name, string Type, bool IsRequired, bool IsReadOnly)
{
    public static MemberSchema Of(JsonElement description)
    {
        string flags = description.TryGetProperty("flags", out JsonElement text) ? text.GetString() ?? string.Empty : string.Empty;
        return new MemberSchema(
            description.GetProperty("name").GetString()!,
            description.TryGetProperty("type", out JsonElement type) && type.ValueKind == JsonValueKind.String ? type.GetString()! : "any",
            flags.Contains("Required", StringComparison.Ordinal),
            flags.Contains("ReadOnly", StringComparison.Ordinal));
    }
}
