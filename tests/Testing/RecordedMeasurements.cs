using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Testing;

/// <summary>Everything that one meter, or one app, measures: as text, with all tags.</summary>
public sealed class RecordedMeasurements : IDisposable
{
    private readonly ConcurrentQueue<(string Instrument, string Text)> _measured = new();
    private readonly MeterListener _listener = new();

    public RecordedMeasurements(Meter meter)
        : this(instrument => instrument.Meter == meter)
    {
    }

    /// <summary>Other apps in the same process have factories of their own.</summary>
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

    /// <summary>Each measurement of an instrument as <c>value tag=value …</c>; observed ones are observed now.</summary>
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
