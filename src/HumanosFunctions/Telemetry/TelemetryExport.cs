using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;

namespace HumanosFunctions.Telemetry;

/// <summary>
/// Sends our spans, metrics and log lines to Application Insights, to an OTLP endpoint, or to both. The spans of HTTP
/// clients and SDKs stay out: they hold whole addresses, and with them row keys and parts of requests.
/// </summary>
public static class TelemetryExport
{
    public const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public const string ApplicationInsights = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    private const string SendAtStop = "Azure.Monitor.OpenTelemetry.Exporter.DisablePersistOnShutdown";

    /// <returns>Null where no setting says where to send it: then nothing listens, and nothing is made.</returns>
    public static IOpenTelemetryBuilder? AddTelemetryExport(this IServiceCollection services, IConfiguration configuration)
    {
        bool toInsights = configuration[ApplicationInsights] is { Length: > 0 };
        bool toOtlp = configuration[OtlpEndpoint] is { Length: > 0 };
        if (!toInsights && !toOtlp)
        {
            return null;
        }

        services.AddHostedService<TelemetryStop>();
        IOpenTelemetryBuilder builder = services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource(IngestorTracing.Name))
            .WithMetrics(metrics => metrics.AddMeter(IngestorMetrics.MeterName))
            .WithLogging();
        builder = toInsights ? builder.UseAzureMonitorExporter(insights => Configure(insights, configuration)) : builder;
        return toOtlp ? builder.UseOtlpExporter() : builder;
    }

    private static void Configure(AzureMonitorExporterOptions insights, IConfiguration configuration)
    {
        // Otherwise a stop leaves the rest on a disk, for a next start that an instance in Azure does not have.
        AppContext.SetSwitch(SendAtStop, isEnabled: true);
        TraceSampling.Configure(insights, configuration);
        insights.Credential = InsightsCredential.Read(configuration);
        // Under load some traces are left out; what is logged about an event must be found all the same.
        insights.EnableTraceBasedLogsSampler = false;
    }
}
