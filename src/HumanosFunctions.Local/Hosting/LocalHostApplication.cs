using HumanosFunctions.Local.Http;
using HumanosFunctions.Local.Invocation;
using HumanosFunctions.Local.ServiceBus;
using HumanosFunctions.Local.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Local.Hosting;

/// <summary>Builds the host: settings, the app's services, Kestrel, and the Service Bus listeners.</summary>
internal static class LocalHostApplication
{
    public static WebApplication Build(LocalFunctionsHostOptions options, IFunctionRuntime runtime)
    {
        HostSettings host = HostJson.Read(options.HostJsonPath, options.Configuration);
        RequestBodyLimits limits = RequestBodyLimits.Of(options.Configuration, options.MaxBufferedBody, options.BodyTimeout);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = options.FunctionAssembly?.GetName().Name,
        });
        builder.Configuration.AddConfiguration(options.Configuration);
        // Its request log contains whole URLs.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // With its log off, ASP.NET Core starts no activity for each request, which costs 2 to 3 % of the rejected requests.
        // The trace of a message comes from the invocation.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting", LogLevel.None);
        options.ConfigureLogging(builder.Logging);
        builder.Host.UseDefaultServiceProvider(provider => provider.ValidateScopes = true);
        builder.UseLoopbackKestrel(options.Port, limits);
        AddServices(builder.Services, options, host, runtime);

        WebApplication application = builder.Build();
        application.MapHttpTriggers(runtime, host.RoutePrefix, new RequestBody(limits, options.Time), application.Services);
        options.ConfigureApplication(application);
        return application;
    }

    private static void AddServices(
        IServiceCollection services,
        LocalFunctionsHostOptions options,
        HostSettings host,
        IFunctionRuntime runtime)
    {
        services.AddRouting();
        options.ConfigureServices(services);
        services.TryAddSingleton(options.Time);
        services.AddSingleton(host);
        services.AddSingleton(runtime);
        services.AddSingleton<ServiceBusConnections>();
        services.AddSingleton<ServiceBusListenerFactory>();
        services.AddHostedService<ServiceBusListeners>();
        services.AddSingleton<IHostLifetime, CallerControlledLifetime>();
        // The caller's token sets the grace period, not the generic host's limit.
        services.Configure<HostOptions>(limits => limits.ShutdownTimeout = Timeout.InfiniteTimeSpan);
    }
}
