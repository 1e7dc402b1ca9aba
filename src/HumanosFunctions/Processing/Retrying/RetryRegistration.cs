using Azure.Messaging.ServiceBus;
using HumanosFunctions.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Processing.Retrying;

/// <summary>What a failed event needs, in the order of its way.</summary>
public static class RetryRegistration
{
    public static IServiceCollection AddRetrying(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<RetryOptions>(configuration);
        return services
            .AddSingleton<IValidateOptions<RetryOptions>, RetryOptionsValidator>()
            .AddSingleton<InProcessRetry>()
            .AddSingleton(provider => ActivatorUtilities.CreateInstance<RetrySchedule>(
                provider, provider.GetRequiredService<ServiceBusClient>().CreateSender(EventCopy.Queue)));
    }
}
