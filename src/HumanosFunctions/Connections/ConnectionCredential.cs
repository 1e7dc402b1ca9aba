using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Connections;

/// <summary>The identity that a connection signs in with, in the words of the Functions host.</summary>
public static class ConnectionCredential
{
    /// <param name="connection">
    /// The connection's own section: <c>credential</c> = <c>managedidentity</c> and, for a user-assigned identity,
    /// <c>clientId</c>. Without the first, whatever identity the environment or the developer has, and no client id counts.
    /// </param>
    public static TokenCredential Of(IConfigurationSection connection) =>
        string.Equals(connection["credential"], "managedidentity", StringComparison.OrdinalIgnoreCase)
            ? OfManagedIdentity(connection["clientId"])
            : new DefaultAzureCredential();

    /// <summary>For what no other identity signs in to.</summary>
    public static TokenCredential OfManagedIdentity(string? clientId) => new ManagedIdentityCredential(IdentityOf(clientId));

    internal static ManagedIdentityId IdentityOf(string? clientId) =>
        clientId is { Length: > 0 } ? ManagedIdentityId.FromUserAssignedClientId(clientId) : ManagedIdentityId.SystemAssigned;
}
