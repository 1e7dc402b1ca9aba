using System.Text.RegularExpressions;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Connections;
using HumanosFunctions.Local.Discovery;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Local.ServiceBus;

/// <summary>One client for each connection name, shared by all functions that use it.</summary>
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
        // Where the Functions host looks for a connection.
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
            // No inner exception: its message may quote the connection string.
            throw function.Invalid($"the setting '{key}' is not a valid Service Bus connection string.");
        }
    }
}

/// <summary>Replaces each <c>%setting%</c> in a trigger's names with the value of the setting.</summary>
internal static partial class SettingReferences
{
    public static string Resolve(DiscoveredFunction function, string text, IConfiguration settings) =>
        Reference().Replace(text, match =>
        {
            string key = match.Groups["key"].Value;
            return settings[key] ?? throw function.Invalid($"its trigger refers to the setting '{key}', which is not set.");
        });

    [GeneratedRegex("%(?<key>[^%]+)%")]
    private static partial Regex Reference();
}
