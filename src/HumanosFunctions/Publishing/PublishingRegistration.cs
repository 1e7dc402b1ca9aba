using Azure.Messaging.ServiceBus;
using HumanosFunctions.Connections;
using HumanosFunctions.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Publishing;

/// <summary>Registers the publisher and the connection to Service Bus.</summary>
internal static class PublishingRegistration
{
    public static IServiceCollection AddPublishing(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<PublishingOptions>(configuration);
        return services
            .AddSingleton<IValidateOptions<PublishingOptions>>(_ => new PublishingOptionsValidator(configuration))
            .AddSingleton(_ => ServiceBusConnection.Open(configuration))
            .AddSingleton(provider => provider.GetRequiredService<ServiceBusClient>()
                .CreateSender(provider.GetRequiredService<IOptions<PublishingOptions>>().Value.TopicName))
            .AddSingleton<BatchTransmitter>()
            .AddSingleton<BatchingSender>()
            .AddSingleton<EventPublisher>();
    }
}
