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

/// <summary>Puts the engine together: settings, the app's services, Kestrel, listeners.</summary>
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
        // Its request log would hold whole URLs.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // Without its log and without listeners it makes no activity for each request, which nobody sees: two or three of a
        // hundred refusals. The trace of a message comes from the invocation.
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
        // The grace period is the caller's token, not the generic host's own limit.
        services.Configure<HostOptions>(limits => limits.ShutdownTimeout = Timeout.InfiniteTimeSpan);
    }
}
