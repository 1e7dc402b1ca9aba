using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Telemetry;

/// <summary>Registers the metrics of the app. <see cref="TelemetryExport"/> sends them.</summary>
internal static class TelemetryRegistration
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services) => services
        .AddMetrics()
        .AddSingleton<IngestorMetrics>()
        .AddHostedService<Heartbeat>();
}
