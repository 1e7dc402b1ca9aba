using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Telemetry;

/// <summary>Registers the metrics of the app. <see cref="TelemetryExport"/> sends them.</summary>
internal static class TelemetryRegistration
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TelemetryDestinations>().ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<TelemetryDestinations>>(_ => new TelemetryDestinationsValidator(configuration))
            .AddMetrics()
            .AddSingleton<IngestorMetrics>()
            .AddHostedService<Heartbeat>();
    }
}
