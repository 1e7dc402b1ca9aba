using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Processing.Retrying;

/// <summary>What a failed event needs, in the order of its way.</summary>
public static class RetryRegistration
{
    public static IServiceCollection AddRetrying(this IServiceCollection services) => services
        .AddSingleton<InProcessRetry>()
        .AddSingleton(provider => ActivatorUtilities.CreateInstance<RetrySchedule>(
            provider, provider.GetRequiredService<ServiceBusClient>().CreateSender(EventCopy.Queue)));
}
