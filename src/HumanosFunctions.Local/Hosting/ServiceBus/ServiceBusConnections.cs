using Azure.Messaging.ServiceBus;
using HumanosFunctions.Connections;
using HumanosFunctions.Local.Hosting.Discovery;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Local.Hosting.ServiceBus;

/// <summary>One client per connection name, shared by all functions that use it.</summary>
internal sealed class ServiceBusConnections(IConfiguration settings) : IAsyncDisposable
{
    private readonly Dictionary<string, ServiceBusClient> _clients = new(StringComparer.OrdinalIgnoreCase);

    public ServiceBusClient Open(DiscoveredFunction function, string connection)
    {
        if (!_clients.TryGetValue(connection, out ServiceBusClient? client))
        {
            client = Connect(function, connection);
            _clients.Add(connection, client);
        }

        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ServiceBusClient client in _clients.Values)
        {
            await client.DisposeAsync();
        }
    }

    private ServiceBusClient Connect(DiscoveredFunction function, string connection)
    {
        // The places in which the Functions host looks a connection up.
        foreach (string key in (string[])[connection, $"AzureWebJobs{connection}", $"ConnectionStrings:{connection}"])
        {
            IConfigurationSection section = settings.GetSection(key);
            if (!string.IsNullOrEmpty(section.Value))
            {
                return FromConnectionString(function, key, section.Value);
            }

            if (section["fullyQualifiedNamespace"] is { Length: > 0 } space)
            {
                return new ServiceBusClient(space, ConnectionCredential.Of(section));
            }
        }

        throw function.Invalid(
            $"its connection '{connection}' is set neither as a connection string nor as '{connection}:fullyQualifiedNamespace'.");
    }

    private static ServiceBusClient FromConnectionString(DiscoveredFunction function, string key, string connectionString)
    {
        try
        {
            return new ServiceBusClient(connectionString);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            // The cause is left out: it may quote the connection string.
            throw function.Invalid($"the setting '{key}' is not a valid Service Bus connection string.");
        }
    }
}
