using System.Globalization;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Telemetry;

/// <summary>
/// How many traces Application Insights gets: five a second, the exporter's default, unless a fixed share is set. The
/// exporter leaves these settings unread when it is configured in code.
/// </summary>
public static class TraceSampling
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
