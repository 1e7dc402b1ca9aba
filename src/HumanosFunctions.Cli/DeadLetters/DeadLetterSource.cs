using System.Text.Json;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.Development;
using HumanosFunctions.Processing;
using HumanosFunctions.Processing.Otp;
using HumanosFunctions.Processing.Retrying;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>The namespace of the dead letters: the local Service Bus by default.</summary>
/// <param name="AmqpPort">The port of the local Service Bus.</param>
/// <param name="Connection">A connection string, which is a secret.</param>
/// <param name="Namespace">The host of a namespace in Azure, with the user's own sign-in.</param>
/// <param name="Topic">The topic of the subscriptions.</param>
/// <param name="Topology">The file that lists the entities.</param>
internal sealed record DeadLetterSource(int AmqpPort, string? Connection, string? Namespace, string Topic, FileInfo Topology)
{
    // A user waits, so only three attempts.
    private static readonly ServiceBusClientOptions Options = new()
    {
        RetryOptions = new ServiceBusRetryOptions { MaxRetries = 2, TryTimeout = TimeSpan.FromSeconds(20) },
    };

    /// <exception cref="InvalidDataException">The connection string is not valid. The message does not repeat it.</exception>
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
            // The message of the parser repeats parts of the connection string.
            throw new InvalidDataException("The connection string cannot be read.");
        }
    }

    public bool IsLocal => Namespace is null && Connection is null;

    /// <summary>The namespace's host, for messages.</summary>
    public string HostOf(ServiceBusClient client) => IsLocal ? $"127.0.0.1:{AmqpPort}" : client.FullyQualifiedNamespace;

    public DeadLetterEntity Entity(string name) => DeadLetterEntities.Named(name, Topic);

    public IReadOnlyList<DeadLetterEntity> Entities(IReadOnlyList<string> names) => names.Count > 0
        ? [.. names.Select(Entity)]
        : DeadLetterEntities.Of(EntityNames.Read(Topology.FullName, Topic), Topic);
}

/// <summary>A queue, or a subscription of the topic, which has a dead-letter queue.</summary>
/// <param name="Name">The name of the queue or the subscription.</param>
/// <param name="Topic">The subscription's topic; null for a queue.</param>
internal sealed record DeadLetterEntity(string Name, string? Topic)
{
    // Prefetch would lock messages that are not requested.
    private static readonly ServiceBusReceiverOptions DeadLetters = new()
    {
        SubQueue = SubQueue.DeadLetter,
        ReceiveMode = ServiceBusReceiveMode.PeekLock,
        PrefetchCount = 0,
    };

    public ServiceBusReceiver OpenDeadLetters(ServiceBusClient client) =>
        Topic is null ? client.CreateReceiver(Name, DeadLetters) : client.CreateReceiver(Topic, Name, DeadLetters);
}

/// <summary>Finds the entities by name or from the topology file.</summary>
internal static class DeadLetterEntities
{
    private static readonly string[] Processed = [.. EventSubscription.All.Select(subscription => subscription.Name)];

    private static readonly string[] Queues = [EventCopy.Queue, ResendSchedule.Entity];

    /// <summary>Service Bus ignores case in names. The known name is returned, because comparisons elsewhere do not.</summary>
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
                : throw new InvalidDataException($"The topology file has no topic '{topic}': specify the entities, or another file with --topology.");
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
