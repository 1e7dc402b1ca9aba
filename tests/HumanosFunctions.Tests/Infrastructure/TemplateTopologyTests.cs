using System.Text.Json;
using Azure.Data.Tables;
using HumanosFunctions.Storage.Tables;
using HumanosFunctions.Tests.Infrastructure.Bicep;

namespace HumanosFunctions.Tests.Infrastructure;

/// <summary>What the templates make of the topology file and of the store's tables.</summary>
public sealed class TemplateTopologyTests
{
    private static readonly JsonElement Namespace = JsonDocument
        .Parse(File.ReadAllBytes(RepositoryFiles.Path("infra", "servicebus.json")))
        .RootElement.GetProperty("UserConfig").GetProperty("Namespaces")[0];

    [Fact]
    public void The_templates_read_only_members_that_each_entity_of_the_file_has()
    {
        JsonElement[] topics = [.. Namespace.GetProperty("Topics").EnumerateArray()];

        AssertHasWhatIsRead("queue", Namespace.GetProperty("Queues").EnumerateArray());
        AssertHasWhatIsRead("topic", topics);
        AssertHasWhatIsRead("subscription", topics.SelectMany(topic => topic.GetProperty("Subscriptions").EnumerateArray()));
    }

    [Fact]
    public void Azure_keeps_messages_for_two_weeks_and_delivers_them_ten_times()
    {
        BicepValue.Members limits = BicepFile.Of("modules", "servicebus.bicep").Variable("limits");

        Assert.Equal(new BicepValue.Text("P14D"), limits.Values["timeToLive"]);
        Assert.Equal(new BicepValue.Number(10), limits.Values["maxDeliveryCount"]);
    }

    [Fact]
    public void Audit_keeps_what_it_is_told_to_and_every_other_subscription_two_weeks()
    {
        Assert.Equal(new BicepValue.Expression("auditKeep"), BicepFile.Of("modules", "servicebus.bicep").Variable("limits").Values["timeToLiveOfAudit"]);
        Assert.Equal(
            new BicepValue.Choice(new BicepValue.Expression("limits.timeToLiveOfAudit"), new BicepValue.Expression("limits.timeToLive")),
            TimeToLive("topic.bicep"));
        Assert.Contains("subscription.Name == 'audit' ? limits.timeToLiveOfAudit", BicepFile.Of("modules", "topic.bicep").Source, StringComparison.Ordinal);
        Assert.Contains("defaultMessageTimeToLive: timeToLive\n", BicepFile.Of("modules", "subscription.bicep").Source, StringComparison.Ordinal);
    }

    [Fact]
    public void Topics_and_queues_are_as_large_as_the_tier_allows() =>
        Assert.Equal(
            new BicepValue.Choice(new BicepValue.Number(80 * 1024), new BicepValue.Number(5 * 1024)),
            BicepFile.Of("modules", "servicebus.bicep").Variable("limits").Values["maxSizeInMegabytes"]);

    [Fact]
    public void What_nobody_reads_expires_instead_of_filling_the_topic()
    {
        JsonElement audit = Namespace.GetProperty("Topics")[0].GetProperty("Subscriptions").EnumerateArray()
            .Single(subscription => subscription.GetProperty("Name").GetString() == "audit");

        Assert.False(audit.GetProperty("Properties").GetProperty("DeadLetteringOnMessageExpiration").GetBoolean());
        Assert.Contains("DeadLetteringOnMessageExpiration: false", BicepFile.Of("modules", "subscriber.bicep").Source, StringComparison.Ordinal);
    }

    [Fact]
    public void The_tables_of_the_store_are_made_with_the_account()
    {
        var tables = new StateTables(new TableServiceClient("UseDevelopmentStorage=true"));
        string source = BicepFile.Of("modules", "storage.bicep").Source;

        Assert.Contains($"for table in ['{tables.Rows.Name}', '{tables.Changes.Name}']", source, StringComparison.Ordinal);
    }

    private static BicepValue TimeToLive(string template) =>
        ((BicepValue.Members)((BicepValue.Members)Assert.Single(BicepFile.Of("modules", template).Modules).Body).Values["params"]).Values["timeToLive"];

    private static void AssertHasWhatIsRead(string kind, IEnumerable<JsonElement> entities)
    {
        string marker = $"{kind}.Properties.";
        string source = BicepFile.Of("modules", $"{kind}.bicep").Source;
        string[] read = [.. source.Split(marker).Skip(1).Select(after => string.Concat(after.TakeWhile(char.IsLetter)))];

        Assert.NotEmpty(read);
        Assert.All(entities, entity =>
            Assert.All(read, name => Assert.True(entity.GetProperty("Properties").TryGetProperty(name, out _), $"{marker}{name} is not in the file.")));
    }
}
