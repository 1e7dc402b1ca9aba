using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Connections;

/// <summary>
/// Connects to Service Bus as the Functions host does for the triggers: <c>ServiceBusConnection</c> is either a connection string or
/// a section with <c>fullyQualifiedNamespace</c> and the settings that <see cref="ConnectionCredential"/> reads.
/// </summary>
public static class ServiceBusConnection
{
    public const string Name = "ServiceBusConnection";

    // A few attempts fit into the publish time-out. A single attempt that hangs must not use all of it.
    private static readonly ServiceBusRetryOptions Retries = new()
    {
        Mode = ServiceBusRetryMode.Exponential,
        TryTimeout = TimeSpan.FromSeconds(5),
        Delay = TimeSpan.FromMilliseconds(200),
        MaxDelay = TimeSpan.FromSeconds(2),
        MaxRetries = 5,
    };

    public static ServiceBusClient Open(IConfiguration configuration)
    {
        var options = new ServiceBusClientOptions { RetryOptions = Retries };
        if (configuration[Name] is { Length: > 0 } connectionString)
        {
            return new ServiceBusClient(connectionString, options);
        }

        return configuration[$"{Name}:fullyQualifiedNamespace"] is { Length: > 0 } host
            ? new ServiceBusClient(host, ConnectionCredential.Of(configuration.GetSection(Name)), options)
            : throw new InvalidOperationException(Missing);
    }

    /// <summary>Returns what is wrong with the connection settings, or null. The message contains no values, because they hold keys.</summary>
    public static string? Problem(IConfiguration configuration) =>
        configuration[Name] is { Length: > 0 } connectionString
            ? NamespaceConnectionString.Problem(connectionString) is { } problem ? $"{Name} {problem}" : null
            : configuration[$"{Name}:fullyQualifiedNamespace"] is { Length: > 0 } host
                ? Uri.CheckHostName(host) == UriHostNameType.Unknown ? $"{Name}:fullyQualifiedNamespace takes a host name such as NAME.servicebus.windows.net, without scheme and white space." : null
                : Missing;

    public const string Missing = $"{Name} is not set: give a connection string, or {Name}:fullyQualifiedNamespace.";
}

/// <summary>Validates the connection string of a Service Bus namespace before it is used.</summary>
public static class NamespaceConnectionString
{
    private const string Expected =
        "takes the connection string of a Service Bus namespace: Endpoint=sb://NAME.servicebus.windows.net/;SharedAccessKeyName=…;SharedAccessKey=…";

    /// <summary>Returns the rest of a sentence that begins with the name of the setting or option, or null. It does not contain the value, which holds a key.</summary>
    public static string? Problem(string text)
    {
        try
        {
            var parts = ServiceBusConnectionStringProperties.Parse(text);
            bool hasKey = parts is { SharedAccessKeyName.Length: > 0, SharedAccessKey.Length: > 0 } or { SharedAccessSignature.Length: > 0 };
            return parts.EntityPath is { Length: > 0 } ? "names one entity in EntityPath: leave EntityPath out, the app uses several."
                : parts.Endpoint is null || !hasKey ? $"{Expected}."
                : null;
        }
        catch (Exception unusable) when (unusable is FormatException or ArgumentException)
        {
            return $"{Expected}.";
        }
    }
}
