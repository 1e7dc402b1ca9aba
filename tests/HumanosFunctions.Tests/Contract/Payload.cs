using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Humanos.Webhooks;
using HumanosFunctions.Tests.Contract.Schemas;

namespace HumanosFunctions.Tests.Contract;

/// <summary>A sample with the schema that is to describe it.</summary>
public sealed record Payload(string Sample, JsonObject Json)
{
    public static IReadOnlyList<Payload> All { get; } = [.. Samples.Names.Select(Of)];

    /// <summary>As <c>payloads/VERSION/EVENT.schema.json</c>.</summary>
    public string SchemaName => $"payloads/{Version}/{EventType}.schema.json";

    public string Version => Sample.Split('/')[0];

    public string EventType => (Json["eventType"] ?? Json["event"])!.GetValue<string>();

    public SchemaNode Schema => SchemaNode.Of(SchemaName);

    public static Payload Of(string sample) => new(sample, JsonNode.Parse(Samples.Read(sample))!.AsObject());

    /// <summary>What a subscriber gets who reads an event into the typed model and writes it again.</summary>
    public static JsonNode Normalise(JsonNode payload)
    {
        var parsed = (EventParsing.Parsed)HumanosEvent.Parse(Encoding.UTF8.GetBytes(payload.ToJsonString()));
        using var written = new MemoryStream();
        using (var writer = new Utf8JsonWriter(written))
        {
            NormalisedEvent.Write(writer, parsed.Event);
        }

        return JsonNode.Parse(written.ToArray())!;
    }

    /// <summary>The payload with a date where it has null, and an item where it has an empty array of items.</summary>
    public JsonNode Filled() => Fill(Json.DeepClone())!;

    private static JsonNode? Fill(JsonNode? node)
    {
        switch (node)
        {
            case null:
                return "2026-06-01";
            case JsonArray { Count: 0 } items:
                items.Add(new JsonObject { ["label"] = "Statement" });
                return items;
            case JsonArray items:
                return new JsonArray([.. items.Select(item => Fill(item?.DeepClone()))]);
            case JsonObject members:
                return new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Fill(member.Value?.DeepClone()))));
            default:
                return node;
        }
    }
}
