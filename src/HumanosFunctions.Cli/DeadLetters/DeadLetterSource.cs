using Azure.Identity;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.Development;
using HumanosFunctions.Processing;
using HumanosFunctions.Processing.Otp.Scheduling;
using HumanosFunctions.Processing.Retrying;
using System.Text.Json;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>The namespace whose dead letters are meant: the local one, unless another is named.</summary>
/// <param name="AmqpPort">Of the local one.</param>
/// <param name="Connection">A connection string, which is a secret.</param>
/// <param name="Namespace">The host of one in Azure, where the caller's own sign-in decides what is allowed.</param>
/// <param name="Topic">The topic that subscriptions belong to.</param>
/// <param name="Topology">Says which entities there are.</param>
internal sealed record DeadLetterSource(int AmqpPort, string? Connection, string? Namespace, string Topic, FileInfo Topology)
{
    // A person waits for it: three attempts, and a sentence.
    private static readonly ServiceBusClientOptions Options = new()
    {
        RetryOptions = new ServiceBusRetryOptions { MaxRetries = 2, TryTimeout = TimeSpan.FromSeconds(20) },
    };

    /// <exception cref="InvalidDataException">The connection string is none; the message does not repeat it.</exception>
    public ServiceBusClient Open()
    {
        if (Namespace is not null)
        {
            return new ServiceBusClient(Namespace, new DefaultAzureCredential(), Options);
        }

        try
        {
            return new ServiceBusClient(Connection ?? LocalIngestor.ServiceBusOn(AmqpPort), Options);
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException)
        {
            // The parser's own message would repeat parts of it.
            throw new InvalidDataException("The connection string cannot be read.");
        }
    }

    /// <summary>For messages; never the secret part of a connection string.</summary>
    public string HostOf(ServiceBusClient client) => Namespace is null && Connection is null ? $"127.0.0.1:{AmqpPort}" : client.FullyQualifiedNamespace;

    public DeadLetterEntity Entity(string name) => DeadLetterEntities.Named(name, Topic);

    public IReadOnlyList<DeadLetterEntity> Entities(IReadOnlyList<string> names) => names.Count > 0
        ? [.. names.Select(Entity)]
        : DeadLetterEntities.Of(EntityNames.Read(Topology.FullName, Topic), Topic);
}

/// <summary>What has dead letters: a queue, or a subscription of the topic.</summary>
/// <param name="Name">The queue's or the subscription's.</param>
/// <param name="Topic">The subscription's topic; null for a queue.</param>
internal sealed record DeadLetterEntity(string Name, string? Topic)
{
    // Without prefetch nothing is locked that was not asked for.
    private static readonly ServiceBusReceiverOptions DeadLetters = new()
    {
        SubQueue = SubQueue.DeadLetter,
        ReceiveMode = ServiceBusReceiveMode.PeekLock,
        PrefetchCount = 0,
    };

    public ServiceBusReceiver OpenDeadLetters(ServiceBusClient client) =>
        Topic is null ? client.CreateReceiver(Name, DeadLetters) : client.CreateReceiver(Topic, Name, DeadLetters);
}

/// <summary>The entities that people name, and those that there are.</summary>
internal static class DeadLetterEntities
{
    private static readonly string[] Processed = [.. EventSubscription.All.Select(subscription => subscription.Name)];

    private static readonly string[] Queues = [EventCopy.Queue, ResendSchedule.Entity];

    /// <summary>Service Bus does not care for case; what is decided by the name would.</summary>
    public static DeadLetterEntity Named(string name, string topic) =>
        Known(Queues, name) is { } queue ? new DeadLetterEntity(queue, Topic: null) : new DeadLetterEntity(Known(Processed, name) ?? name, topic);

    public static IReadOnlyList<DeadLetterEntity> Of(EntityNames topology, string topic) =>
    [
        .. topology.Subscriptions.Select(subscription => Named(subscription, topic)),
        .. topology.Queues.Where(queue => Known(Queues, queue) is not null).Select(queue => Named(queue, topic)),
    ];

    private static string? Known(IEnumerable<string> names, string name) =>
        names.FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>The names of the queues and of a topic's subscriptions, from a file in the format of infra/servicebus.json.</summary>
internal sealed record EntityNames(IReadOnlyList<string> Queues, IReadOnlyList<string> Subscriptions)
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <exception cref="InvalidDataException">The file is not valid, or does not have the topic.</exception>
    public static EntityNames Read(string path, string topic)
    {
        try
        {
            using JsonDocument file = JsonDocument.Parse(File.ReadAllBytes(path), Lenient);
            JsonElement space = file.RootElement.GetProperty("UserConfig").GetProperty("Namespaces").EnumerateArray().Single();
            JsonElement[] topics = [.. Members(space, "Topics").Where(candidate => string.Equals(NameOf(candidate), topic, StringComparison.OrdinalIgnoreCase))];
            return topics is [var described]
                ? new EntityNames([.. Members(space, "Queues").Select(NameOf)], [.. Members(described, "Subscriptions").Select(NameOf)])
                : throw new InvalidDataException($"The topology file has no topic '{topic}': name the entities, or another file with --topology.");
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path} does not describe one namespace in the format of infra/servicebus.json.", problem);
        }
    }

    private static JsonElement.ArrayEnumerator Members(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement members) ? members.EnumerateArray() : default;

    private static string NameOf(JsonElement entity) =>
        entity.GetProperty("Name").GetString() is { Length: > 0 } name ? name : throw new KeyNotFoundException();
}
