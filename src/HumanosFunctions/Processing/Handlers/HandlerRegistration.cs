using Humanos.Webhooks;
using HumanosFunctions.Persons;
using HumanosFunctions.Processing.Drift;
using HumanosFunctions.Processing.Otp;
using HumanosFunctions.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Processing.Handlers;

/// <summary>Registers the handlers. docs/handlers.md shows how to add your own.</summary>
internal static class HandlerRegistration
{
    public static IServiceCollection AddEventHandlers(this IServiceCollection services, IConfiguration configuration)
    {
        return services
            .AddStateHandlers(configuration)
            .AddHandler<OtpFailedEvent, ResendOtp>();
    }

    /// <summary>
    /// Registers the handlers that only write the state of a request. <c>state rebuild</c> runs them again for every archived event, so none of
    /// them may have another effect.
    /// </summary>
    public static IServiceCollection AddStateHandlers(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<DocumentOptions>(configuration);
        return services
            .AddPersonIndex()
            .AddSingleton<DocumentHashKey>()
            .AddSingleton<DocumentHash>()
            .AddSingleton<ContactHash>()
            .AddHandler<HumanosEvent, EventRecord>()
            .AddHandler<CredentialEvent, CredentialState>()
            .AddHandler<IdentityEvent, IdentityState>()
            .AddHandler<OtpFailedEvent, OtpFailureState>()
            .AddHandler<UnknownEvent, NotUnderstoodState>()
            .AddHandler<CredentialEvent, NotUnderstoodState>()
            .AddHandler<IdentityEvent, NotUnderstoodState>();
    }

    public static IServiceCollection AddHandler<TEvent, THandler>(this IServiceCollection services)
        where TEvent : HumanosEvent
        where THandler : class, IHandler<TEvent> =>
        services.AddSingleton<IHandler<TEvent>, THandler>();
}
