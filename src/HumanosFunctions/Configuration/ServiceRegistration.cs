using Azure.Messaging.ServiceBus;
using Azure.Security.KeyVault.Secrets;
using Humanos.Webhooks;
using HumanosFunctions.Bodies;
using HumanosFunctions.Health;
using HumanosFunctions.Ingest;
using HumanosFunctions.Processing;
using HumanosFunctions.Processing.Documents;
using HumanosFunctions.Processing.Handlers;
using HumanosFunctions.Processing.Otp;
using HumanosFunctions.Processing.Reading;
using HumanosFunctions.Processing.Retrying;
using HumanosFunctions.Publishing;
using HumanosFunctions.Publishing.Sharing;
using HumanosFunctions.Quarantine;
using HumanosFunctions.Secrets;
using HumanosFunctions.Storage;
using HumanosFunctions.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Configuration;

/// <summary>Everything the functions need, in the order of a delivery's way.</summary>
public static class ServiceRegistration
{
    public static IServiceCollection AddHumanosFunctions(this IServiceCollection services, IConfiguration configuration) => services
        .AddSettings(configuration)
        .AddTelemetry()
        .AddWebhookSecrets(configuration)
        .AddBodies(configuration)
        .AddIngest()
        .AddPublishing(configuration)
        .AddProcessing(configuration)
        .AddHealth();

    private static IServiceCollection AddSettings(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<HumanosOptions>, HumanosOptionsValidator>();
        services.AddSingleton<IValidateOptions<HumanosOptions>, DeliveryOptionsValidator>();
        services.AddSingleton<IValidateOptions<HumanosOptions>, ResendOptionsValidator>();
        services.AddSingleton<IValidateOptions<HumanosOptions>, RetryOptionsValidator>();
        services.AddSingleton<IValidateOptions<HumanosOptions>>(_ => new ServiceBusConnectionValidator(configuration));
        services.AddHumanosOptions(configuration).ValidateOnStart();
        return services;
    }

    private static IServiceCollection AddTelemetry(this IServiceCollection services) => services
        .AddMetrics()
        .AddSingleton<IngestorMetrics>()
        .AddHostedService<Heartbeat>();

    private static IServiceCollection AddIngest(this IServiceCollection services) => services
        .AddSingleton<DeliveryBounds>()
        .AddSingleton<DeliveryReader>()
        .AddSingleton<RefusalLog>()
        .AddSingleton<SignatureCheck>()
        .AddSingleton<EnvelopeOpening>()
        .AddSingleton<DeliveryQuarantine>()
        .AddSingleton(provider => new DeliveryVerifier(ReplayWindow.Of(provider.GetRequiredService<IOptions<HumanosOptions>>().Value.TimestampTolerance)));

    private static IServiceCollection AddPublishing(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(_ => ServiceBusConnection.Open(configuration))
        .AddSingleton(provider => provider.GetRequiredService<ServiceBusClient>()
            .CreateSender(provider.GetRequiredService<IOptions<HumanosOptions>>().Value.TopicName))
        .AddSingleton<TransferLine>()
        .AddSingleton<SharedSender>()
        .AddSingleton<EventPublisher>();

    private static IServiceCollection AddProcessing(this IServiceCollection services, IConfiguration configuration) => services
        .AddStateStore(configuration)
        .AddSingleton(provider => new OptionalSecrets(
            provider.GetRequiredService<IOptions<HumanosOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<SecretClient>()))
        .AddSingleton<DocumentHashKey>()
        .AddSingleton<DocumentHash>()
        .AddSingleton<ContactHash>()
        .AddResending()
        .AddEventHandlers()
        .AddRetrying()
        .AddSingleton<EventDispatch>()
        .AddSingleton<MessageReader>()
        .AddSingleton<EventProcessor>();

    private static IServiceCollection AddHealth(this IServiceCollection services) => services
        .AddSingleton<TopicProbe>()
        .AddSingleton<SubscriptionProbe>()
        .AddSingleton<DependencyChecks>();
}
