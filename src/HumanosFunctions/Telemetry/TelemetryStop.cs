using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace HumanosFunctions.Telemetry;

/// <summary>
/// Sends what is left when everything else has stopped: spans, metrics and log lines at once. Disposed one after the
/// other, each would wait for an endpoint that does not answer.
/// </summary>
public sealed class TelemetryStop(IServiceProvider services) : IHostedLifecycleService
{
    /// <summary>For all together; what disposing takes besides stays below the documented ten seconds.</summary>
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
