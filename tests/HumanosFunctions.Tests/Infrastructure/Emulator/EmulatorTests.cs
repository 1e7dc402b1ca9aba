using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;

namespace HumanosFunctions.Tests.Infrastructure.Emulator;

/// <summary>The official emulator can mount the topology files as they are.</summary>
public sealed class EmulatorTests
{
    [Theory]
    [InlineData("infra/servicebus.json")]
    [InlineData("docs/subscribers/servicebus.json")]
    public void The_emulator_takes_the_topology(string file) =>
        Assert.Empty(EmulatorLimits.Faults(JsonElement.Parse(File.ReadAllText(RepositoryFiles.Path(file)))));

    [Theory]
    [InlineData("\"sbemulatorns\"", "\"humanos\"", "there is one namespace")]
    [InlineData("\"DefaultMessageTimeToLive\": \"PT1H\"", "\"DefaultMessageTimeToLive\": \"P14D\"", "DefaultMessageTimeToLive is PT5M to PT1H")]
    [InlineData("\"DuplicateDetectionHistoryTimeWindow\": \"PT5M\"", "\"DuplicateDetectionHistoryTimeWindow\": \"P1D\"", "DuplicateDetectionHistoryTimeWindow is PT5S to PT5M")]
    [InlineData("\"LockDuration\": \"PT1M\"", "\"LockDuration\": \"PT6M\"", "LockDuration is PT1M to PT5M")]
    [InlineData("\"MaxDeliveryCount\": 10", "\"MaxDeliveryCount\": 11", "MaxDeliveryCount is 1 to 10")]
    [InlineData("\"humanos-retry\"", "\"humanos retry\"", "is no name")]
    [InlineData("\"FilterType\": \"Correlation\"", "\"FilterType\": \"CorrelationFilter\"", "FilterType is Correlation or Sql")]
    public void What_it_would_not_take_is_found(string sound, string faulty, string fault)
    {
        string file = File.ReadAllText(RepositoryFiles.Path("infra", "servicebus.json"));
        Assert.Contains(sound, file, StringComparison.Ordinal);

        IEnumerable<string> found = EmulatorLimits.Faults(JsonElement.Parse(file.Replace(sound, faulty, StringComparison.Ordinal)));

        Assert.Contains(found, text => text.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void More_entities_than_it_takes_are_found()
    {
        string queues = string.Join(',', Enumerable.Range(0, 51).Select(number => $$"""{ "Name": "q{{number}}", "Properties": {} }"""));
        string file = $$"""{ "UserConfig": { "Namespaces": [ { "Name": "sbemulatorns", "Queues": [{{queues}}], "Topics": [] } ] } }""";

        Assert.Equal(["there are more than 50 queues and topics"], EmulatorLimits.Faults(JsonElement.Parse(file)));
    }
}

/// <summary>
/// What the official emulator takes, after ServiceBus-Emulator/Schema/Config-schema.json of
/// Azure/azure-service-bus-emulator-installer. With anything else it ends at its start, and blames the memory.
/// </summary>
internal static partial class EmulatorLimits
{
    private const int MaxEntities = 50;

    private static readonly (string Name, TimeSpan Least, TimeSpan Most)[] Times =
    [
        ("DefaultMessageTimeToLive", TimeSpan.FromMinutes(5), TimeSpan.FromHours(1)),
        ("DuplicateDetectionHistoryTimeWindow", TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5)),
        ("LockDuration", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)),
    ];

    public static IEnumerable<string> Faults(JsonElement configuration)
    {
        JsonElement[] namespaces = [.. configuration.GetProperty("UserConfig").GetProperty("Namespaces").EnumerateArray()];
        if (namespaces is not [JsonElement only] || only.GetProperty("Name").GetString() != "sbemulatorns")
        {
            return ["there is one namespace, sbemulatorns"];
        }

        JsonElement[] queues = [.. only.GetProperty("Queues").EnumerateArray()];
        JsonElement[] topics = [.. only.GetProperty("Topics").EnumerateArray()];
        IEnumerable<string> tooMany = queues.Length + topics.Length > MaxEntities ? ["there are more than 50 queues and topics"] : [];
        return tooMany.Concat(queues.Concat(topics).SelectMany(Entity)).Concat(topics.SelectMany(Subscriptions));
    }

    private static IEnumerable<string> Subscriptions(JsonElement topic)
    {
        JsonElement[] subscriptions = [.. topic.GetProperty("Subscriptions").EnumerateArray()];
        IEnumerable<string> number = subscriptions.Length is 0 or > MaxEntities ? ["a topic has 1 to 50 subscriptions"] : [];
        return number.Concat(subscriptions.SelectMany(Entity)).Concat(subscriptions.SelectMany(subscription => subscription.GetProperty("Rules").EnumerateArray()).SelectMany(Rule));
    }

    private static IEnumerable<string> Entity(JsonElement entity)
    {
        string name = entity.GetProperty("Name").GetString()!;
        JsonElement properties = entity.GetProperty("Properties");
        IEnumerable<string> count = properties.TryGetProperty("MaxDeliveryCount", out JsonElement deliveries) && deliveries.GetInt32() is < 1 or > 10
            ? [$"{name}: MaxDeliveryCount is 1 to 10"]
            : [];
        return Name(name).Concat(count).Concat(Times.SelectMany(time => Time(name, properties, time.Name, time.Least, time.Most)));
    }

    private static IEnumerable<string> Rule(JsonElement rule)
    {
        string name = rule.GetProperty("Name").GetString()!;
        string type = rule.GetProperty("Properties").GetProperty("FilterType").GetString()!;
        return Name(name).Concat(type is "Correlation" or "Sql" ? [] : [$"{name}: FilterType is Correlation or Sql"]);
    }

    private static IEnumerable<string> Name(string name) => EntityName().IsMatch(name) ? [] : [$"{name} is no name"];

    private static IEnumerable<string> Time(string entity, JsonElement properties, string name, TimeSpan min, TimeSpan max) =>
        properties.TryGetProperty(name, out JsonElement text) && (XmlConvert.ToTimeSpan(text.GetString()!) < min || XmlConvert.ToTimeSpan(text.GetString()!) > max)
            ? [$"{entity}: {name} is {XmlConvert.ToString(min)} to {XmlConvert.ToString(max)}"]
            : [];

    [GeneratedRegex(@"^[A-Za-z0-9]([\w./-]*[A-Za-z0-9])?$")]
    private static partial Regex EntityName();
}
