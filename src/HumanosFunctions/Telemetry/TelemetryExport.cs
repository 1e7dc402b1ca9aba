using System.Globalization;
using Azure.Core;
using Azure.Monitor.OpenTelemetry.Exporter;
using HumanosFunctions.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace HumanosFunctions.Telemetry;

/// <summary>
/// Exports spans, metrics and logs to Application Insights, to an OTLP endpoint, or to both. It does not export the spans of HTTP clients
/// and SDKs: they contain full addresses, and with them row keys and parts of requests.
/// </summary>
public static class TelemetryExport
{
    public const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public const string ApplicationInsights = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    private const string SendAtStop = "Azure.Monitor.OpenTelemetry.Exporter.DisablePersistOnShutdown";

    /// <returns>Null if no setting names a destination. Then no listener is registered and no span is created.</returns>
    public static IOpenTelemetryBuilder? AddTelemetryExport(this IServiceCollection services, IConfiguration configuration)
    {
        // A destination that is not valid stops the start with a sentence. Its exporter would throw before that.
        bool toInsights = configuration[ApplicationInsights] is { Length: > 0 } connection && TelemetryDestinationsValidator.IsInsights(connection);
        bool toOtlp = configuration[OtlpEndpoint] is { Length: > 0 } endpoint && TelemetryDestinationsValidator.IsOtlp(endpoint);
        if (!toInsights && !toOtlp)
        {
            return null;
        }

        services.AddHostedService<TelemetryStop>();
        if (toInsights)
        {
            services.KeepOnlyProblemsInHostLog();
        }

        IOpenTelemetryBuilder builder = services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource(IngestorTracing.Name))
            .WithMetrics(metrics => metrics.AddMeter(IngestorMetrics.MeterName))
            .WithLogging(configureBuilder: null, logs => logs.IncludeFormattedMessage = true);
        builder = toInsights ? builder.UseAzureMonitorExporter(insights => Configure(insights, configuration)) : builder;
        return toOtlp ? builder.UseOtlpExporter() : builder;
    }

    private static void Configure(AzureMonitorExporterOptions insights, IConfiguration configuration)
    {
        // By default the exporter saves unsent telemetry to disk for the next start. An instance in Azure is not restarted with the same disk.
        AppContext.SetSwitch(SendAtStop, isEnabled: true);
        TraceSampling.Configure(insights, configuration);
        insights.Credential = InsightsCredential.Read(configuration);
        // Under load, sampling drops traces. The logs of an event must remain complete.
        insights.EnableTraceBasedLogsSampler = false;
    }
}

/// <summary>
/// The identity for Application Insights, from the same setting that the Functions host reads: <c>Authorization=AAD</c>, and
/// <c>ClientId=…</c> for a user-assigned identity. Without the setting, the connection string authenticates.
/// </summary>
internal static class InsightsCredential
{
    public const string Setting = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    public static TokenCredential? Read(IConfiguration configuration)
    {
        ILookup<string, string> parts = (configuration[Setting] ?? string.Empty)
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2, StringSplitOptions.TrimEntries))
            .ToLookup(part => part[0], part => part[^1], StringComparer.OrdinalIgnoreCase);
        return parts["Authorization"].Contains("AAD", StringComparer.OrdinalIgnoreCase)
            ? ConnectionCredential.OfManagedIdentity(parts["ClientId"].FirstOrDefault())
            : null;
    }
}

/// <summary>
/// Limits the traces for Application Insights: five a second, the exporter's default, or a fixed percentage. The exporter ignores these
/// settings when it is configured in code.
/// </summary>
internal static class TraceSampling
{
    private const string Sampler = "OTEL_TRACES_SAMPLER";
    private const string Share = "OTEL_TRACES_SAMPLER_ARG";
    private const string FixedShare = "microsoft.fixed_percentage";

    public static void Configure(AzureMonitorExporterOptions insights, IConfiguration configuration)
    {
        if (configuration[Sampler] == FixedShare
            && float.TryParse(configuration[Share], NumberStyles.Float, CultureInfo.InvariantCulture, out float share)
            && share is >= 0 and <= 1)
        {
            insights.TracesPerSecond = null;
            insights.SamplingRatio = share;
        }
    }
}

/// <summary>
/// Flushes spans, metrics and logs in parallel after all other services have stopped. Disposed one after another, each provider would
/// wait for an endpoint that does not respond.
/// </summary>
internal sealed class TelemetryStop(IServiceProvider services) : IHostedLifecycleService
{
    /// <summary>The limit for all providers together. With disposal, the stop takes less than the documented ten seconds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        int limit = (int)Patience.TotalMilliseconds;
        return Task.WhenAll(
            Task.Run(() => services.GetService<TracerProvider>()?.Shutdown(limit), CancellationToken.None),
            Task.Run(() => services.GetService<MeterProvider>()?.Shutdown(limit), CancellationToken.None),
            Task.Run(() => services.GetService<LoggerProvider>()?.Shutdown(limit), CancellationToken.None));
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
