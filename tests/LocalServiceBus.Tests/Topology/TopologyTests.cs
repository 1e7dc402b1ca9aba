using System.Globalization;
using LocalServiceBus.Topology;

namespace LocalServiceBus.Tests.Topology;

public sealed class TopologyTests
{
    [Fact]
    public void The_repositorys_own_file_is_read()
    {
        BrokerTopology topology = BrokerTopology.Load(RepositoryFiles.Path("infra", "servicebus.json"));

        TopicDescription topic = Assert.Single(topology.Topics);
        Assert.Equal(("humanos-events", TimeSpan.FromDays(1)), (topic.Name, topic.Publish.DuplicateWindow));
        Assert.All(topology.Queues, queue => Assert.Equal(TimeSpan.FromDays(1), queue.Publish.DuplicateWindow));
        Assert.Equal(["credential", "identity", "otp-failed", "archive", "audit"], topic.Subscriptions.Select(subscription => subscription.Name));
        Assert.Equal([1, 1, 1, 0, 0], topic.Subscriptions.Select(subscription => subscription.Rules.Count));
        Assert.Equal("otp.failed", topic.Subscriptions[2].Rules[0].SystemProperties["Label"]);
        Assert.Equal(
            new ReceiveSettings(TimeSpan.FromMinutes(1), 10, TimeSpan.FromHours(1), DeadLetterOnExpiration: true),
            topic.Subscriptions[0].Receive);
    }

    [Fact]
    public void What_is_not_said_takes_the_emulators_defaults()
    {
        BrokerTopology topology = BrokerTopology.Parse(Configuration("""{ "Name": "q" }"""));

        QueueDescription queue = Assert.Single(topology.Queues);
        Assert.Equal(new ReceiveSettings(TimeSpan.FromMinutes(1), 3, TimeSpan.FromHours(1), DeadLetterOnExpiration: false), queue.Receive);
        Assert.Equal(new PublishSettings(TimeSpan.FromHours(1), DuplicateWindow: null), queue.Publish);
    }

    [Theory]
    [InlineData("PT5M", "1.00:00:00")]
    [InlineData("PT300S", "1.00:00:00")]
    [InlineData("PT4M59S", "00:04:59")]
    [InlineData("PT1M", "00:01:00")]
    [InlineData("PT5M1S", "00:05:01")]
    [InlineData("P7D", "7.00:00:00")]
    public void The_longest_duplicate_window_of_the_emulator_stands_for_the_day_of_Azure_and_every_other_for_itself(string written, string meant)
    {
        BrokerTopology topology = BrokerTopology.Parse(Configuration(
            $$"""{ "Name": "q", "Properties": { "RequiresDuplicateDetection": true, "DuplicateDetectionHistoryTimeWindow": "{{written}}" } }"""));

        Assert.Equal(TimeSpan.Parse(meant, CultureInfo.InvariantCulture), topology.Queues[0].Publish.DuplicateWindow);
    }

    [Fact]
    public void A_duplicate_window_counts_only_where_duplicates_are_detected()
    {
        BrokerTopology topology = BrokerTopology.Parse(Configuration(
            """{ "Name": "q", "Properties": { "DuplicateDetectionHistoryTimeWindow": "PT5M" } }"""));

        Assert.Null(topology.Queues[0].Publish.DuplicateWindow);
    }

    [Theory]
    [InlineData("""{ }""", "UserConfig.Namespaces must hold exactly one namespace.")]
    [InlineData("""{ "UserConfig": [] }""", "UserConfig must be an object.")]
    [InlineData("""{ "UserConfig": { "Namespaces": [ {}, {} ] } }""", "UserConfig.Namespaces must hold exactly one namespace.")]
    public void A_file_without_its_one_namespace_is_refused(string json, string complaint) => AssertRefused(json, complaint);

    [Theory]
    [InlineData("""{ }""", "Name is required.")]
    [InlineData("""{ "Name": 7 }""", "Name must be a string.")]
    [InlineData("""{ "Name": "a/$b" }""", "Name is not a valid entity name.")]
    [InlineData("""{ "Name": "q", "Properties": { "LockDuration": "1 minute" } }""", "Properties.LockDuration must be an ISO 8601 duration such as PT1M.")]
    [InlineData("""{ "Name": "q", "Properties": { "LockDuration": "PT0S" } }""", "Properties.LockDuration must be longer than zero.")]
    [InlineData("""{ "Name": "q", "Properties": { "MaxDeliveryCount": 0 } }""", "Properties.MaxDeliveryCount must be a whole number above 0.")]
    [InlineData("""{ "Name": "q", "Properties": { "RequiresDuplicateDetection": "yes" } }""", "Properties.RequiresDuplicateDetection must be true or false.")]
    [InlineData("""{ "Name": "q", "Properties": { "RequiresSession": true } }""", "Properties.RequiresSession is not supported: this broker has no sessions.")]
    [InlineData("""{ "Name": "q", "Properties": { "ForwardTo": "x" } }""", "Properties.ForwardTo is not supported: this broker does not forward.")]
    public void A_queue_that_is_wrong_is_refused_with_its_path(string queue, string complaint) =>
        AssertRefused(Configuration(queue), $"UserConfig.Namespaces[0].Queues[0].{complaint}");

    [Fact]
    public void Two_entities_of_one_name_are_refused() =>
        AssertRefused(Configuration("""{ "Name": "q" }, { "Name": "Q" }"""), "UserConfig.Namespaces[0] names 'q' twice.");

    [Fact]
    public void What_is_not_json_is_refused() =>
        Assert.StartsWith("Not JSON", Assert.Throws<InvalidDataException>(() => BrokerTopology.Parse("{")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_bad_file_is_named()
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, "{}");

        Assert.StartsWith(path, Assert.Throws<InvalidDataException>(() => BrokerTopology.Load(path)).Message, StringComparison.Ordinal);
        File.Delete(path);
    }

    private static string Configuration(string queues) =>
        $$"""{ "UserConfig": { "Namespaces": [ { "Name": "sbemulatorns", "Queues": [ {{queues}} ] } ] } }""";

    private static void AssertRefused(string json, string complaint) =>
        Assert.Equal(complaint, Assert.Throws<InvalidDataException>(() => BrokerTopology.Parse(json)).Message);
}
