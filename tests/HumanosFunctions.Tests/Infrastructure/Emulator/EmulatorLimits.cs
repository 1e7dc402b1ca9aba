using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;

namespace HumanosFunctions.Tests.Infrastructure.Emulator;

/// <summary>
/// What the official emulator takes, after ServiceBus-Emulator/Schema/Config-schema.json of
/// Azure/azure-service-bus-emulator-installer. With anything else it ends at its start, and blames the memory.
/// </summary>
internal static partial class EmulatorLimits
{
    private const int MostEntities = 50;

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
        IEnumerable<string> tooMany = queues.Length + topics.Length > MostEntities ? ["there are more than 50 queues and topics"] : [];
        return tooMany.Concat(queues.Concat(topics).SelectMany(Entity)).Concat(topics.SelectMany(Subscriptions));
    }

    private static IEnumerable<string> Subscriptions(JsonElement topic)
    {
        JsonElement[] subscriptions = [.. topic.GetProperty("Subscriptions").EnumerateArray()];
        IEnumerable<string> number = subscriptions.Length is 0 or > MostEntities ? ["a topic has 1 to 50 subscriptions"] : [];
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

    private static IEnumerable<string> Time(string entity, JsonElement properties, string name, TimeSpan least, TimeSpan most) =>
        properties.TryGetProperty(name, out JsonElement text) && (XmlConvert.ToTimeSpan(text.GetString()!) < least || XmlConvert.ToTimeSpan(text.GetString()!) > most)
            ? [$"{entity}: {name} is {XmlConvert.ToString(least)} to {XmlConvert.ToString(most)}"]
            : [];

    [GeneratedRegex(@"^[A-Za-z0-9]([\w./-]*[A-Za-z0-9])?$")]
    private static partial Regex EntityName();
}
