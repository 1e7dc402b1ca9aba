using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HumanosFunctions.Tests.Contract.Schemas;

/// <summary>
/// As much of JSON Schema 2020-12 as the contract uses, so that its tests run on every machine; where Node is present, ajv has to
/// agree with every verdict. Formats are left to ajv.
/// </summary>
public static class SchemaCheck
{
    /// <summary>Keywords that decide; any other one in a schema must be among <see cref="Annotations"/>.</summary>
    public static IReadOnlySet<string> Keywords { get; } = new HashSet<string>
    {
        "$ref", "type", "const", "enum", "required", "properties", "additionalProperties", "unevaluatedProperties", "items", "oneOf", "anyOf",
        "pattern", "minLength",
    };

    public static IReadOnlySet<string> Annotations { get; } = new HashSet<string> { "$schema", "$id", "$defs", "title", "description", "examples", "format" };

    public static bool IsValid(SchemaNode schema, JsonNode? value) =>
        (schema.Reference is not { } reference || IsValid(reference, value))
        && IsOfType(schema.Schema["type"], value)
        && (!schema.Schema.TryGetPropertyValue("const", out JsonNode? only) || JsonNode.DeepEquals(only, value))
        && (schema.Schema["enum"] is not JsonArray allowed || allowed.Any(one => JsonNode.DeepEquals(one, value)))
        && (schema.Schema["oneOf"] is null || schema.Alternatives("oneOf").Count(one => IsValid(one, value)) == 1)
        && (schema.Schema["anyOf"] is null || schema.Alternatives("anyOf").Any(one => IsValid(one, value)))
        && IsText(schema.Schema, value)
        && (value is not JsonArray items || schema.Items is not { } item || items.All(element => IsValid(item, element)))
        && (value is not JsonObject members || IsObject(schema, members));

    private static bool IsObject(SchemaNode schema, JsonObject members) =>
        (schema.Schema["required"] is not JsonArray required || required.All(name => members.ContainsKey(name!.GetValue<string>())))
        && schema.Properties.All(property => !members.TryGetPropertyValue(property.Key, out JsonNode? member) || IsValid(property.Value, member))
        && (!IsFalse(schema.Schema["additionalProperties"]) || members.All(member => schema.Schema["properties"]![member.Key] is not null))
        && (!IsFalse(schema.Schema["unevaluatedProperties"]) || members.All(member => schema.Member(member.Key).Count > 0));

    private static bool IsText(JsonObject schema, JsonNode? value) =>
        value?.GetValueKind() != JsonValueKind.String
        || ((schema["pattern"] is not { } pattern || Regex.IsMatch(value.GetValue<string>(), pattern.GetValue<string>()))
            && (schema["minLength"] is not { } length || value.GetValue<string>().Length >= length.GetValue<int>()));

    private static bool IsOfType(JsonNode? type, JsonNode? value) => type switch
    {
        null => true,
        JsonArray several => several.Any(one => IsOfType(one, value)),
        _ => type.GetValue<string>() == TypeOf(value),
    };

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind kind => kind.ToString().ToLowerInvariant(),
    };

    private static bool IsFalse(JsonNode? keyword) => keyword?.GetValueKind() == JsonValueKind.False;
}

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
