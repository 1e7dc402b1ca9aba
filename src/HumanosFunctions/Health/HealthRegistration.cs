using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Health;

/// <summary>Registers the checks of the app's dependencies.</summary>
internal static class HealthRegistration
{
    public static IServiceCollection AddHealth(this IServiceCollection services) => services
        .AddSingleton<TopicProbe>()
        .AddSingleton<SubscriptionProbe>()
        .AddSingleton<DependencyChecks>();
}
