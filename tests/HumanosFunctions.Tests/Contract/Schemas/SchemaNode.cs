using System.Text.Json.Nodes;

namespace HumanosFunctions.Tests.Contract.Schemas;

/// <summary>A schema inside a file, with its place, so that references and complaints can name it.</summary>
public sealed record SchemaNode(ContractFile File, string Place, JsonObject Schema)
{
    /// <summary>A whole file of docs/contract.</summary>
    public static SchemaNode Of(string name)
    {
        var file = ContractFile.Open(name);
        return new SchemaNode(file, string.Empty, file.Root);
    }

    public SchemaNode? Reference => Schema["$ref"] is { } reference ? File.Resolve(reference.GetValue<string>()) : null;

    /// <summary>The members it names itself, each with its schema.</summary>
    public IEnumerable<KeyValuePair<string, SchemaNode>> Properties =>
        Schema["properties"] is JsonObject properties
            ? properties.Select(property => KeyValuePair.Create(property.Key, Child($"properties/{property.Key}", property.Value!)))
            : [];

    public SchemaNode? Items => Schema["items"] is JsonObject items ? Child("items", items) : null;

    /// <summary>Itself, and what it refers to: all of them hold for the same value.</summary>
    public IEnumerable<SchemaNode> Layers => Reference is { } reference ? reference.Layers.Prepend(this) : [this];

    public IEnumerable<SchemaNode> Alternatives(string keyword) =>
        Schema[keyword] is JsonArray alternatives
            ? alternatives.Select((alternative, index) => Child($"{keyword}/{index}", alternative!))
            : [];

    /// <summary>What the value's member is described by: one schema a layer.</summary>
    public IReadOnlyList<SchemaNode> Member(string name) =>
        [.. Layers.SelectMany(layer => layer.Properties).Where(property => property.Key == name).Select(property => property.Value)];

    private SchemaNode Child(string step, JsonNode schema) => new(File, $"{Place}/{step}", schema.AsObject());
}
