using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Erasure;

/// <summary>Registers what keeps erased requests from returning.</summary>
internal static class ErasureRegistration
{
    public static IServiceCollection AddErasure(this IServiceCollection services) => services.AddSingleton<ErasedRequests>();
}
