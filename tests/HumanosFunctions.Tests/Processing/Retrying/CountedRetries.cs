using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using HumanosFunctions.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace HumanosFunctions.Tests.Processing.Retrying;

/// <summary>The app's metrics, and what they have counted as retried.</summary>
internal sealed class CountedRetries : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSingleton<IngestorMetrics>().BuildServiceProvider();
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<string> _counted = new();

    public CountedRetries()
    {
        Metrics = _services.GetRequiredService<IngestorMetrics>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == Metrics.Meter && instrument.Name == "humanos.events.retried")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => _counted.Enqueue($"{tags[0].Value} {tags[1].Value}"));
        _listener.Start();
    }

    public IngestorMetrics Metrics { get; }

    /// <summary>Subscription and stage of each.</summary>
    public IEnumerable<string> Counted => _counted;

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }
}
