using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Testing;

/// <summary>Records all measurements of one meter or one app as text, with all tags.</summary>
public sealed class RecordedMeasurements : IDisposable
{
    private readonly ConcurrentQueue<(string Instrument, string Text)> _measured = new();
    private readonly MeterListener _listener = new();

    public RecordedMeasurements(Meter meter)
        : this(instrument => instrument.Meter == meter)
    {
    }

    /// <summary>Records the meters of one factory. Each app in a process has its own factory.</summary>
    public RecordedMeasurements(IMeterFactory app)
        : this(instrument => ReferenceEquals(instrument.Meter.Scope, app))
    {
    }

    private RecordedMeasurements(Func<Instrument, bool> which)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (which(instrument))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>The measurements of an instrument as <c>value tag=value …</c>. Observable instruments are read now.</summary>
    public IReadOnlyList<string> Of(string instrument)
    {
        _listener.RecordObservableInstruments();
        return [.. _measured.Where(measured => measured.Instrument == instrument).Select(measured => measured.Text)];
    }

    public IReadOnlyList<string> All => [.. _measured.Select(measured => $"{measured.Instrument} {measured.Text}")];

    public void Dispose() => _listener.Dispose();

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => _measured.Enqueue((
        instrument.Name,
        string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}").Prepend(value.ToString(CultureInfo.InvariantCulture)))));
}
