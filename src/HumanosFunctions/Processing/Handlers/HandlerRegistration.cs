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

    /// <summary>Registers the handlers of the state. <c>state rebuild</c> registers no others.</summary>
    public static IServiceCollection AddStateHandlers(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<DocumentOptions>(configuration);
        return services
            .AddPersonIndex()
            .AddSingleton<DocumentHashKey>()
            .AddSingleton<DocumentHash>()
            .AddSingleton<ContactHash>()
            .AddStateHandler<HumanosEvent, EventRecord>()
            .AddStateHandler<CredentialEvent, CredentialState>()
            .AddStateHandler<IdentityEvent, IdentityState>()
            .AddStateHandler<OtpFailedEvent, OtpFailureState>()
            .AddStateHandler<UnknownEvent, NotUnderstoodState>()
            .AddStateHandler<CredentialEvent, NotUnderstoodState>()
            .AddStateHandler<IdentityEvent, NotUnderstoodState>();
    }

    private static IServiceCollection AddStateHandler<TEvent, THandler>(this IServiceCollection services)
        where TEvent : HumanosEvent
        where THandler : class, IStateHandler<TEvent> =>
        services.AddSingleton<IStateHandler<TEvent>, THandler>();

    public static IServiceCollection AddHandler<TEvent, THandler>(this IServiceCollection services)
        where TEvent : HumanosEvent
        where THandler : class, IHandler<TEvent> =>
        services.AddSingleton<IHandler<TEvent>, THandler>();
}
