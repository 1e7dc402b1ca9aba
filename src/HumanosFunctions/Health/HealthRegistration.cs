using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Health;

/// <summary>Checks the dependencies of the app.</summary>
internal static class HealthRegistration
{
    public static IServiceCollection AddHealth(this IServiceCollection services) => services
        .AddSingleton<TopicProbe>()
        .AddSingleton<SubscriptionProbe>()
        .AddSingleton<DependencyChecks>();
}
