using System.Text.Json.Nodes;

namespace HumanosFunctions.Tests.Contract;

/// <summary>The topology that the sample subscribers run on is the deployed one and their two subscriptions.</summary>
public sealed class SampleTopologyTests
{
    private static readonly string[] SampleSubscriptions = ["sample-csharp", "sample-javascript"];

    [Fact]
    public void It_differs_from_the_deployed_one_by_exactly_two_subscriptions()
    {
        JsonNode deployed = Read("infra", "servicebus.json");
        JsonNode samples = Read("docs", "subscribers", "servicebus.json");
        JsonArray subscriptions = Subscriptions(samples);
        JsonNode[] added = [.. subscriptions.Where(subscription => SampleSubscriptions.Contains(Name(subscription!))).Select(subscription => subscription!)];

        Assert.Equal(SampleSubscriptions, added.Select(Name));
        Assert.All(added, subscription => Assert.True(subscriptions.Remove(subscription)));
        Assert.True(JsonNode.DeepEquals(deployed, samples));
    }

    [Fact]
    public void A_sample_subscription_is_like_the_audit_subscription()
    {
        JsonArray subscriptions = Subscriptions(Read("docs", "subscribers", "servicebus.json"));
        JsonNode audit = subscriptions.Single(subscription => Name(subscription!) == "audit")!;

        Assert.All(SampleSubscriptions, name =>
        {
            JsonNode sample = subscriptions.Single(subscription => Name(subscription!) == name)!.DeepClone();
            sample["Name"] = "audit";
            Assert.True(JsonNode.DeepEquals(audit, sample));
        });
    }

    private static JsonNode Read(params string[] path) => JsonNode.Parse(File.ReadAllBytes(RepositoryFiles.Path(path)))!;

    private static JsonArray Subscriptions(JsonNode topology) =>
        topology["UserConfig"]!["Namespaces"]![0]!["Topics"]![0]!["Subscriptions"]!.AsArray();

    private static string Name(JsonNode subscription) => subscription["Name"]!.GetValue<string>();
}
