using Azure.Core;
using HumanosFunctions.Connections;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Telemetry;

/// <summary>
/// The identity that Application Insights takes telemetry from. The setting is the Functions host's own, in its words:
/// <c>Authorization=AAD</c>, and <c>ClientId=…</c> for a user-assigned identity. Without it the connection string is enough.
/// </summary>
public static class InsightsCredential
{
    public const string Setting = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    public static TokenCredential? Read(IConfiguration configuration)
    {
        ILookup<string, string> parts = (configuration[Setting] ?? string.Empty)
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2, StringSplitOptions.TrimEntries))
            .ToLookup(part => part[0], part => part[^1], StringComparer.OrdinalIgnoreCase);
        return parts["Authorization"].Contains("AAD", StringComparer.OrdinalIgnoreCase)
            ? ConnectionCredential.OfManagedIdentity(parts["ClientId"].FirstOrDefault())
            : null;
    }
}
