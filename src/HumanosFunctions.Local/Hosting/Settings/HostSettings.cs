namespace HumanosFunctions.Local.Hosting.Settings;

/// <summary>What this host honours of host.json, with the Functions host's defaults.</summary>
internal sealed record HostSettings(string RoutePrefix, ServiceBusHostSettings ServiceBus)
{
    public const string DefaultRoutePrefix = "api";
}
