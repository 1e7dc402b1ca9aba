using Microsoft.Extensions.Hosting;

namespace HumanosFunctions.Telemetry;

/// <summary>A gauge that every running instance reports, with or without deliveries: its absence shows an app that does not start.</summary>
internal sealed class Heartbeat : IHostedService
{
    private readonly TimeProvider _time;
    private readonly long _started;

    public Heartbeat(IngestorMetrics metrics, TimeProvider time)
    {
        _time = time;
        _started = time.GetTimestamp();
        metrics.Meter.CreateObservableGauge("humanos.app.uptime", Uptime, "s", "Since this instance of the app started.");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private double Uptime() => _time.GetElapsedTime(_started).TotalSeconds;
}
