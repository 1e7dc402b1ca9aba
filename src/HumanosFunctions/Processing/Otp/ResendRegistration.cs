using Azure.Messaging.ServiceBus;
using HumanosFunctions.Secrets;
using HumanosFunctions.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Processing.Otp;

/// <summary>What a resend needs, in the order of its way.</summary>
public static class ResendRegistration
{
    public static IServiceCollection AddResending(this IServiceCollection services, IConfiguration configuration)
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
