using System.Text.Json.Nodes;
using HumanosFunctions.Tests.Contract.Schemas;

namespace HumanosFunctions.Tests.Contract;

/// <summary>What holds for every file of the contract.</summary>
public sealed class ContractFileTests
{
    public static TheoryData<string> Names => [.. ContractFile.Names];

    public static TheoryData<string> Schemas => [.. ContractFile.Names.Where(name => name.EndsWith(".schema.json", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_reference_leads_somewhere(string name)
    {
        var file = ContractFile.Open(name);

        Assert.All(Objects(file.Root).Where(node => node.ContainsKey("$ref")), node => file.Resolve(node["$ref"]!.GetValue<string>()));
    }

    [Fact]
    public void A_reference_that_leads_nowhere_is_noticed() =>
        Assert.Throws<KeyNotFoundException>(() => ContractFile.Open("payloads/parts.schema.json").Resolve("#/$defs/nobodyKnows"));

    /// <summary>The check in C# would pass over any other keyword in silence.</summary>
    [Theory]
    [MemberData(nameof(Schemas))]
    public void A_schema_uses_known_keywords_only(string name)
    {
        JsonObject schema = ContractFile.Open(name).Root;

        Assert.Equal("https://json-schema.org/draft/2020-12/schema", schema["$schema"]!.GetValue<string>());
        Assert.Empty(KeywordsOf(schema).Except(SchemaCheck.Keywords).Except(SchemaCheck.Annotations));
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Objects(member.Value)).Prepend(members),
        JsonArray items => items.SelectMany(Objects),
        _ => [],
    };

    private static IEnumerable<string> KeywordsOf(JsonNode? schema) => schema is not JsonObject keywords ? [] : keywords.SelectMany(keyword => (keyword.Key switch
    {
        "properties" or "$defs" => keyword.Value!.AsObject().SelectMany(member => KeywordsOf(member.Value)),
        "oneOf" or "anyOf" => keyword.Value!.AsArray().SelectMany(KeywordsOf),
        "items" => KeywordsOf(keyword.Value),
        _ => [],
    }).Prepend(keyword.Key));
}
