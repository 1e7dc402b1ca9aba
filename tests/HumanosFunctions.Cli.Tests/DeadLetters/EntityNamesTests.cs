using HumanosFunctions.Cli.DeadLetters;

namespace HumanosFunctions.Cli.Tests.DeadLetters;

public sealed class EntityNamesTests
{
    private const string Namespace = """
        {
          // As the emulator takes it.
          "UserConfig": { "Namespaces": [ {
            "Name": "sbemulatorns",
            "Queues": [ { "Name": "humanos-retry", "Properties": { "MaxDeliveryCount": 10 } } ],
            "Topics": [
              { "Name": "humanos-events", "Subscriptions": [ { "Name": "credential", "Rules": [ { "Name": "sql", "Properties": { "FilterType": "Sql" } } ] }, { "Name": "audit" } ] },
              { "Name": "bare" },
            ],
          } ] }
        }
        """;

    [Theory]
    [InlineData("humanos-events")]
    [InlineData("HUMANOS-EVENTS")]
    public void The_subscriptions_are_those_of_the_topic_whatever_their_filters_are(string topic)
    {
        using var file = new TemporaryFile(Namespace);

        EntityNames names = EntityNames.Read(file.Path, topic);

        Assert.Equal(["credential", "audit"], names.Subscriptions);
        Assert.Equal(["humanos-retry"], names.Queues);
    }

    [Fact]
    public void A_topic_may_have_no_subscriptions()
    {
        using var file = new TemporaryFile(Namespace);

        Assert.Empty(EntityNames.Read(file.Path, "bare").Subscriptions);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{ "UserConfig": { "Namespaces": [] } }""")]
    [InlineData("""{ "UserConfig": { "Namespaces": [ {}, {} ] } }""")]
    [InlineData("""{ "UserConfig": { "Namespaces": [ { "Topics": {} } ] } }""")]
    [InlineData("""{ "UserConfig": { "Namespaces": [ { "Topics": [ { "Name": 1 } ] } ] } }""")]
    [InlineData("""{ "UserConfig": { "Namespaces": [ { "Topics": [ { "Name": "humanos-events", "Subscriptions": [ {} ] } ] } ] } }""")]
    public void A_file_that_is_no_topology_is_named(string text)
    {
        using var file = new TemporaryFile(text);

        var problem = Assert.Throws<InvalidDataException>(() => EntityNames.Read(file.Path, "humanos-events"));

        Assert.StartsWith(file.Path, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_topic_that_is_not_in_the_file_is_named()
    {
        using var file = new TemporaryFile(Namespace);

        var problem = Assert.Throws<InvalidDataException>(() => EntityNames.Read(file.Path, "other"));

        Assert.Contains("'other'", problem.Message, StringComparison.Ordinal);
    }
}
