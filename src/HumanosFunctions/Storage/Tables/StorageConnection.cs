using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Storage.Tables;

/// <summary>
/// Connects to the app's own storage account as the Functions host does: <c>AzureWebJobsStorage</c> is either a
/// connection string or a section with <c>tableServiceUri</c> or <c>accountName</c> and, for a user-assigned
/// identity, <c>clientId</c>.
/// </summary>
public static class StorageConnection
{
    public const string Name = "AzureWebJobsStorage";

    public const string Missing = $"{Name} is not set: give a connection string, {Name}:tableServiceUri or {Name}:accountName.";

    public static bool IsConfigured(IConfiguration configuration) =>
        configuration[Name] is { Length: > 0 } || TableService(configuration) is not null;

    /// <summary>Without a credential, the one that the settings name is made.</summary>
    public static TableServiceClient Open(IConfiguration configuration, TokenCredential? credential)
    {
        if (configuration[Name] is { Length: > 0 } connectionString)
        {
            return new TableServiceClient(connectionString, Options());
        }

        Uri service = TableService(configuration) ?? throw new InvalidOperationException(Missing);
        return new TableServiceClient(service, credential ?? Credential(configuration), Options());
    }

    private static Uri? TableService(IConfiguration configuration)
    {
        string? address = configuration[$"{Name}:accountName"] is { Length: > 0 } account
            ? $"https://{account}.table.core.windows.net"
            : null;
        return Uri.TryCreate(configuration[$"{Name}:tableServiceUri"] ?? address, UriKind.Absolute, out Uri? service) ? service : null;
    }

    private static TokenCredential Credential(IConfiguration configuration)
    {
        string? clientId = configuration[$"{Name}:clientId"];
        return string.Equals(configuration[$"{Name}:credential"], "managedidentity", StringComparison.OrdinalIgnoreCase)
            ? new ManagedIdentityCredential(clientId is { Length: > 0 }
                ? ManagedIdentityId.FromUserAssignedClientId(clientId)
                : ManagedIdentityId.SystemAssigned)
            : new DefaultAzureCredential();
    }

    // Inside a write's deadline there is room for a few attempts; one hanging attempt must not take it all.
    private static TableClientOptions Options() => new()
    {
        Retry =
        {
            Mode = RetryMode.Exponential,
            MaxRetries = 3,
            Delay = TimeSpan.FromMilliseconds(200),
            MaxDelay = TimeSpan.FromSeconds(2),
            NetworkTimeout = TimeSpan.FromSeconds(8),
        },
    };
}
