using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Connections;

/// <summary>Creates the credential of a connection from the same settings that the Functions host reads.</summary>
public static class ConnectionCredential
{
    /// <param name="connection">
    /// The connection's own section: <c>credential</c> = <c>managedidentity</c> and, for a user-assigned identity,
    /// <c>clientId</c>. Without <c>credential</c>, the identity of the environment or the developer applies and <c>clientId</c> is ignored.
    /// </param>
    public static TokenCredential Of(IConfigurationSection connection) =>
        string.Equals(connection["credential"], "managedidentity", StringComparison.OrdinalIgnoreCase)
            ? OfManagedIdentity(connection["clientId"])
            : new DefaultAzureCredential();

    /// <summary>For resources that only a managed identity can access.</summary>
    public static TokenCredential OfManagedIdentity(string? clientId) => new ManagedIdentityCredential(IdentityOf(clientId));

    internal static ManagedIdentityId IdentityOf(string? clientId) =>
        clientId is { Length: > 0 } ? ManagedIdentityId.FromUserAssignedClientId(clientId) : ManagedIdentityId.SystemAssigned;
}
