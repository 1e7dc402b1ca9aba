using Azure.Identity;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Cli.Development;

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
