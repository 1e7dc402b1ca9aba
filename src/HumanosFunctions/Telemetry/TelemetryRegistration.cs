using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Telemetry;

/// <summary>Measures what the app does. Where it is sent, <see cref="TelemetryExport"/> decides.</summary>
internal static class TelemetryRegistration
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services) => services
        .AddMetrics()
        .AddSingleton<IngestorMetrics>()
        .AddHostedService<Heartbeat>();
}
