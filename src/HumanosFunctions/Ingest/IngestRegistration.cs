using Humanos.Webhooks;
using HumanosFunctions.Publishing;
using HumanosFunctions.Secrets;
using HumanosFunctions.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Ingest;

/// <summary>Registers what reads, verifies and decrypts deliveries.</summary>
internal static class IngestRegistration
{
    public static IServiceCollection AddIngest(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<IngestOptions>(configuration);
        // Forged deliveries that wait for a slow vault must not use the whole concurrency limit.
        services.AddOptions<SecretOptions>().PostConfigure(secrets =>
            secrets.MaxWaitingForRenewal = Math.Max(1, AppSettings.Peek<IngestOptions>(configuration).MaxConcurrentDeliveries / 2));
        return services
            .AddSingleton<IValidateOptions<IngestOptions>>(_ => new IngestOptionsValidator(AppSettings.Peek<PublishingOptions>(configuration)))
            .AddSingleton<DeliveryLimiter>()
            .AddSingleton<DeliveryReader>()
            .AddSingleton<RefusalLog>()
            .AddSingleton<DeliveryAuthenticator>()
            .AddSingleton(provider => new DeliveryVerifier(ReplayWindow.Of(provider.GetRequiredService<IOptions<IngestOptions>>().Value.TimestampTolerance)));
    }
}
