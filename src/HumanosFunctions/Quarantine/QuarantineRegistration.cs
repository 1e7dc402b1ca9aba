using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Quarantine;

/// <summary>Registers the quarantine for deliveries that cannot be read.</summary>
internal static class QuarantineRegistration
{
    public static IServiceCollection AddQuarantine(this IServiceCollection services) => services.AddSingleton<DeliveryQuarantine>();
}
