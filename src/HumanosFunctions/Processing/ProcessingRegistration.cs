using HumanosFunctions.Processing.Handlers;
using HumanosFunctions.Processing.Otp;
using HumanosFunctions.Processing.Pipeline;
using HumanosFunctions.Processing.Retrying;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Processing;

/// <summary>Brings the messages of the subscriptions to their handlers.</summary>
public static class ProcessingRegistration
{
    public static IServiceCollection AddProcessing(this IServiceCollection services, IConfiguration configuration) => services
        .AddResending(configuration)
        .AddEventHandlers(configuration)
        .AddRetrying(configuration)
        .AddSingleton<EventDispatch>()
        .AddSingleton<MessageReader>()
        .AddSingleton<EventProcessor>();
}
