using Azure.Messaging.ServiceBus;
using Humanos.Webhooks;
using HumanosFunctions.Processing.Drift;
using HumanosFunctions.Processing.Handlers;
using HumanosFunctions.Processing.Otp;
using HumanosFunctions.Processing.Pipeline;
using HumanosFunctions.Processing.Retrying;
using HumanosFunctions.Secrets;
using HumanosFunctions.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Processing;

/// <summary>Registers what brings messages to their handlers: reading, retries, handlers and resends.</summary>
internal static class ProcessingRegistration
{
    public static IServiceCollection AddProcessing(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<EventProcessor>()
        .AddSingleton<MessageReader>()
        .AddEventDispatch()
        .AddSingleton<EventArchiving>()
        .AddRetrying(configuration)
        .AddEventHandlers(configuration)
        .AddDrift(configuration)
        .AddResending(configuration);

    public static IServiceCollection AddEventDispatch(this IServiceCollection services) => services
        .AddSingleton(typeof(HandlersOf<>))
        .AddSingleton<EventDispatch>();

    // The drift of an event is reported once, after all other handlers.
    private static IServiceCollection AddDrift(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<DriftReport>()
        .AddHandler<HumanosEvent, ProcessedDrift>()
        .AddSingleton(provider => ActivatorUtilities.CreateInstance<UnprocessedEvents>(
            provider, configuration, provider.GetRequiredService<ServiceBusClient>().CreateSender(EventCopy.Queue)));

    private static IServiceCollection AddRetrying(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<RetryOptions>(configuration);
        return services
            .AddSingleton<IValidateOptions<RetryOptions>, RetryOptionsValidator>()
            .AddSingleton<InProcessRetry>()
            .AddSingleton(provider => ActivatorUtilities.CreateInstance<RetrySchedule>(
                provider, provider.GetRequiredService<ServiceBusClient>().CreateSender(EventCopy.Queue)));
    }

    private static IServiceCollection AddResending(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<ResendOptions>(configuration);
        return services
            .AddSingleton<IValidateOptions<ResendOptions>>(_ => new ResendOptionsValidator(AppSettings.Peek<SecretOptions>(configuration)))
            .AddSingleton<ResendSeries>()
            .AddSingleton<ResendAttempts>()
            .AddSingleton(provider => new ResendSchedule(provider.GetRequiredService<ServiceBusClient>().CreateSender(ResendSchedule.Entity)))
            .AddSingleton<HumanosApi>()
            .AddSingleton<ResendRetry>()
            .AddSingleton<ResendCall>()
            .AddSingleton<ResendProcessor>();
    }
}
