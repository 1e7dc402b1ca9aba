using HumanosFunctions.Archive;
using HumanosFunctions.Erasure;
using HumanosFunctions.Health;
using HumanosFunctions.Ingest;
using HumanosFunctions.Payloads;
using HumanosFunctions.Persons;
using HumanosFunctions.Processing;
using HumanosFunctions.Publishing;
using HumanosFunctions.Quarantine;
using HumanosFunctions.Secrets;
using HumanosFunctions.Storage;
using HumanosFunctions.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HumanosFunctions;

/// <summary>Registers the features of the app, in the order in which a delivery passes them.</summary>
public static class ServiceRegistration
{
    public static IServiceCollection AddHumanosFunctions(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddTelemetry(configuration)
            .AddSecrets(configuration)
            .AddPayloadStore(configuration)
            .AddIngest(configuration)
            .AddQuarantine()
            .AddPublishing(configuration)
            .AddStateStore(configuration)
            .AddArchive(configuration)
            .AddErasure()
            .AddPersonIndexCheck()
            .AddProcessing(configuration)
            .AddHealth();
    }
}
