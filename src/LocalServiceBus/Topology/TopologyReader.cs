using System.Text.Json;
using System.Xml;

namespace LocalServiceBus.Topology;

/// <summary>Reads the configuration format of the official emulator. Settings that this broker does not support are errors.</summary>
internal static class TopologyReader
{
    private static readonly TimeSpan DefaultTimeToLive = TimeSpan.FromHours(1);
    private static readonly TimeSpan DefaultLockDuration = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan DefaultDuplicateWindow = TimeSpan.FromSeconds(20);
    private const int DefaultMaxDeliveryCount = 3;

    public static BrokerTopology Read(JsonElement root)
    {
        ConfigElement namespaces = new ConfigElement(root, "")["UserConfig"]["Namespaces"];
        if (namespaces.Items().ToList() is not [var single])
        {
            throw namespaces.Invalid("must hold exactly one namespace");
        }

        List<QueueDescription> queues = [.. single["Queues"].Items().Select(ReadQueue)];
        List<TopicDescription> topics = [.. single["Topics"].Items().Select(ReadTopic)];
        RequireDistinct(queues.Select(queue => queue.Name).Concat(topics.Select(topic => topic.Name)), single);
        return new BrokerTopology(queues, topics);
    }

    private static QueueDescription ReadQueue(ConfigElement queue) =>
        new(ReadName(queue), ReadReceiveSettings(queue["Properties"]), ReadPublishSettings(queue["Properties"]));

    private static TopicDescription ReadTopic(ConfigElement topic)
    {
        List<SubscriptionDescription> subscriptions = [.. topic["Subscriptions"].Items().Select(ReadSubscription)];
        RequireDistinct(subscriptions.Select(subscription => subscription.Name), topic["Subscriptions"]);
        return new TopicDescription(ReadName(topic), ReadPublishSettings(topic["Properties"]), subscriptions);
    }

    private static SubscriptionDescription ReadSubscription(ConfigElement subscription) => new(
        ReadName(subscription),
        ReadReceiveSettings(subscription["Properties"]),
        [.. subscription["Rules"].Items().Select(RuleReader.Read)]);

    private static PublishSettings ReadPublishSettings(ConfigElement properties)
    {
        TimeSpan window = properties["DuplicateDetectionHistoryTimeWindow"].Duration(DefaultDuplicateWindow);
        return new PublishSettings(
            properties["DefaultMessageTimeToLive"].Duration(DefaultTimeToLive),
            properties["RequiresDuplicateDetection"].Flag(otherwise: false) ? DuplicateWindow.FromConfiguration(window) : null);
    }

    private static ReceiveSettings ReadReceiveSettings(ConfigElement properties)
    {
        if (properties["RequiresSession"].Flag(otherwise: false))
        {
            throw properties["RequiresSession"].Invalid("is not supported: this broker has no sessions");
        }

        foreach (ConfigElement forward in new[] { properties["ForwardTo"], properties["ForwardDeadLetteredMessagesTo"] })
        {
            if (forward.Text() is { Length: > 0 })
            {
                throw forward.Invalid("is not supported: this broker does not forward");
            }
        }

        return new ReceiveSettings(
            properties["LockDuration"].Duration(DefaultLockDuration),
            properties["MaxDeliveryCount"].Number(DefaultMaxDeliveryCount),
            properties["DefaultMessageTimeToLive"].Duration(DefaultTimeToLive),
            properties["DeadLetteringOnMessageExpiration"].Flag(otherwise: false));
    }

    private static string ReadName(ConfigElement entity)
    {
        string name = entity["Name"].RequiredText();
        return name.Contains('$') || name != name.Trim('/') ? throw entity["Name"].Invalid("is not a valid entity name") : name;
    }

    private static void RequireDistinct(IEnumerable<string> names, ConfigElement where)
    {
        string? twice = names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1)?.Key;
        if (twice is not null)
        {
            throw where.Invalid($"names '{twice}' twice");
        }
    }
}

/// <summary>A JSON value with its path, so that errors can state the location.</summary>
internal readonly record struct ConfigElement(JsonElement? Value, string Path)
{
    public bool IsPresent => Value is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) };

    public ConfigElement this[string name] => new(Property(name), Path.Length == 0 ? name : $"{Path}.{name}");

    public IEnumerable<ConfigElement> Items()
    {
        JsonElement? value = Expect(JsonValueKind.Array, "an array");
        string path = Path;
        return value is { } array
            ? array.EnumerateArray().Select((item, index) => new ConfigElement(item, $"{path}[{index}]"))
            : [];
    }

    public IEnumerable<string> Names() =>
        Expect(JsonValueKind.Object, "an object") is { } value ? value.EnumerateObject().Select(property => property.Name) : [];

    public string RequiredText() =>
        Text() is { Length: > 0 } text ? text : throw Invalid("is required");

    public string? Text() => Expect(JsonValueKind.String, "a string")?.GetString();

    public bool Flag(bool otherwise)
    {
        if (!IsPresent)
        {
            return otherwise;
        }

        return Value!.Value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Invalid("must be true or false"),
        };
    }

    public int Number(int otherwise)
    {
        if (Expect(JsonValueKind.Number, "a number") is not { } value)
        {
            return otherwise;
        }

        return value.TryGetInt32(out int number) && number > 0 ? number : throw Invalid("must be a whole number above 0");
    }

    public TimeSpan Duration(TimeSpan otherwise)
    {
        if (Text() is not { } text)
        {
            return otherwise;
        }

        try
        {
            TimeSpan duration = XmlConvert.ToTimeSpan(text);
            return duration > TimeSpan.Zero ? duration : throw Invalid("must be longer than zero");
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw Invalid("must be an ISO 8601 duration such as PT1M");
        }
    }

    public InvalidDataException Invalid(string problem) => new($"{Path} {problem}.");

    private JsonElement? Property(string name)
    {
        JsonElement? value = Expect(JsonValueKind.Object, "an object");
        return value is { } element && element.TryGetProperty(name, out JsonElement property) ? property : null;
    }

    private JsonElement? Expect(JsonValueKind kind, string what)
    {
        if (!IsPresent)
        {
            return null;
        }

        return Value!.Value.ValueKind == kind ? Value : throw Invalid($"must be {what}");
    }
}
