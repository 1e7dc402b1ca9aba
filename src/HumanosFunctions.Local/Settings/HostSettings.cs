namespace HumanosFunctions.Local.Settings;

/// <summary>What this host honours of host.json, with the Functions host's defaults.</summary>
internal sealed record HostSettings(string RoutePrefix, TimeSpan FunctionTimeout, ServiceBusHostSettings ServiceBus)
{
    public const string DefaultRoutePrefix = "api";

    public static readonly TimeSpan DefaultFunctionTimeout = TimeSpan.FromMinutes(30);
}
