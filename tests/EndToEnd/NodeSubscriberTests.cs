using System.Text.Json;
using EndToEnd.Deliveries;
using EndToEnd.Serving;

namespace EndToEnd;

/// <summary>The JavaScript SDK as another team's subscriber, on an ingestor whose audit subscription nobody else reads.</summary>
public sealed class NodeSubscriberTests(ServedIngestor ingestor) : IClassFixture<ServedIngestor>
{
    private static readonly string Scripts = RepositoryFiles.Path("tests", "EndToEnd", "js");

    [NodeFact]
    public async Task The_JavaScript_SDK_reads_body_and_properties_as_documented()
    {
        await Node.InstallAsync(Scripts);
        Uri perResource = new(ingestor.Webhook, "webhook/kyc");
        var sent = new Dictionary<string, UniqueSample>();
        foreach (UniqueSample sample in Samples.Names.Select(UniqueSample.Of))
        {
            sent.Add(await ingestor.Http.DeliverAsync(perResource, ingestor.Sender.Seal(sample.Json, DateTimeOffset.UtcNow)), sample);
        }

        string output = await Node.RunScriptAsync(Path.Combine(Scripts, "subscribe.mjs"), [ingestor.ConnectionString, $"{sent.Count}"]);

        IReadOnlyList<JsonElement> messages = JsonLines.Read(output);
        Assert.Equal(sent.Keys.Order(), messages.Select(message => Text(message, "messageId")).Order());
        Assert.All(messages, message => AssertAsDocumented(message, sent[Text(message, "messageId")!]));
    }

    private static void AssertAsDocumented(JsonElement message, UniqueSample sample)
    {
        JsonElement payload = JsonSerializer.Deserialize<JsonElement>(sample.Json);
        JsonElement properties = message.GetProperty("properties");
        string type = Text(payload, "eventType") ?? Text(payload, "event")!;

        Assert.True(JsonElement.DeepEquals(payload, message.GetProperty("body")));
        Assert.Equal("application/json", Text(message, "contentType"));
        Assert.Equal(sample.RequestId, Text(message, "correlationId"));
        Assert.Equal(type.StartsWith("process.kyc.", StringComparison.Ordinal) ? "identity" : type.StartsWith("process.", StringComparison.Ordinal) ? "credential" : type, Text(message, "subject"));
        Assert.Equal("1.0", Text(properties, "cloudEvents_specversion"));
        Assert.Equal(Text(message, "messageId"), Text(properties, "cloudEvents_id"));
        Assert.Equal(Text(payload, "issuerDid") ?? Text(payload, "issuerId") ?? Text(payload, "organizationId"), Text(properties, "cloudEvents_source"));
        Assert.Equal(type, Text(properties, "cloudEvents_type"));
        Assert.Equal(type, Text(properties, "humanos_event_type"));
        Assert.Equal(sample.RequestId, Text(properties, "cloudEvents_subject"));
        Assert.Equal(Text(payload, "api_version"), Text(properties, "humanos_api_version"));
        Assert.Equal("kyc", Text(properties, "humanos_resource"));
        Assert.EndsWith("Z", Text(properties, "cloudEvents_time"), StringComparison.Ordinal);
        Assert.InRange(DateTimeOffset.Parse(Text(properties, "humanos_received_at")!), DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow);
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
}
