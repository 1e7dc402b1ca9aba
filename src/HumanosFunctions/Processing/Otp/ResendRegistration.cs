using Azure.Messaging.ServiceBus;
using HumanosFunctions.Processing.Otp.Attempts;
using HumanosFunctions.Processing.Otp.Calling;
using HumanosFunctions.Processing.Otp.Scheduling;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Processing.Otp;

/// <summary>What a resend needs, in the order of its way.</summary>
public static class ResendRegistration
{
    public static IServiceCollection AddResending(this IServiceCollection services) => services
        .AddSingleton<ResendSeries>()
        .AddSingleton<ResendAttempts>()
        .AddSingleton(provider => new ResendSchedule(provider.GetRequiredService<ServiceBusClient>().CreateSender(ResendSchedule.Entity)))
        .AddSingleton<HumanosApi>()
        .AddSingleton<ResendRetry>()
        .AddSingleton<ResendCall>()
        .AddSingleton<ResendProcessor>();
}
