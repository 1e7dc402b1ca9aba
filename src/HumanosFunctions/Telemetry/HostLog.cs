using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Telemetry;

/// <summary>
/// The log lines that the worker sends to the Functions host, each in a gRPC message of its own. When the worker exports its lines to
/// Application Insights itself, the host only shows them in its log stream, so only warnings and errors go there as well.
/// </summary>
internal static class HostLog
{
    /// <summary>The worker's logger provider is internal, so its name selects it.</summary>
    internal const string Provider = "Microsoft.Azure.Functions.Worker.Logging.WorkerLoggerProvider";

    // The first rule, so that a rule of the app settings for the same provider wins.
    public static IServiceCollection KeepOnlyProblemsInHostLog(this IServiceCollection services) =>
        services.Configure<LoggerFilterOptions>(filter =>
            filter.Rules.Insert(0, new LoggerFilterRule(Provider, nameof(HumanosFunctions), LogLevel.Warning, filter: null)));
}
