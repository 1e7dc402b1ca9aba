using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Benchmarks.Comparison.Servers;

/// <summary>Accepts the telemetry that an app sends to Application Insights, and discards it.</summary>
internal static class TelemetrySink
{
    public const string Command = "sink";

    private static readonly byte[] Answer = "{\"itemsReceived\":0,\"itemsAccepted\":0,\"errors\":[]}"u8.ToArray();

    public static ServerProcess Start() => ServerProcess.Start("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "Benchmarks.dll"), Command]);

    /// <summary>The app settings that send telemetry to the sink at this address.</summary>
    public static (string Name, string Value)[] SettingsFor(string address) =>
    [
        ("APPLICATIONINSIGHTS_CONNECTION_STRING", $"InstrumentationKey={Guid.Empty};IngestionEndpoint={address}"),
        // The exporter's own statistics would leave the machine.
        ("APPLICATIONINSIGHTS_STATSBEAT_DISABLED", "true"),
    ];

    public static async Task RunAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication application = builder.Build();
        application.Run(HandleAsync);
        await application.StartAsync();
        Console.WriteLine($"sink {application.Urls.Single()}/");
        await application.WaitForShutdownAsync();
    }

    private static async Task HandleAsync(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(Answer);
    }
}
