using Humanos.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Processing.Handlers;

/// <summary>The one place where handlers are named. docs/handlers.md shows how a team adds its own.</summary>
public static class HandlerRegistration
{
    public static IServiceCollection AddEventHandlers(this IServiceCollection services) => services
        .AddEventHandler<HumanosEvent, EventRecord>()
        .AddEventHandler<CredentialEvent, CredentialState>()
        .AddEventHandler<IdentityEvent, IdentityState>()
        .AddEventHandler<OtpFailedEvent, OtpFailureState>();

    public static IServiceCollection AddEventHandler<TEvent, THandler>(this IServiceCollection services)
        where TEvent : HumanosEvent
        where THandler : class, IEventHandler<TEvent> =>
        services.AddSingleton<IEventHandler<TEvent>, THandler>();
}
