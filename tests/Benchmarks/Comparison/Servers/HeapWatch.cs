using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;
using Testing;

namespace Benchmarks.Comparison.Servers;

/// <summary>Watches the managed heap of another process, whose runtime reports it once per second.</summary>
internal sealed class HeapWatch : IDisposable
{
    private readonly EventPipeSession _session;
    private readonly Thread _reading;
    private HeapFigures _figures = new(0, 0, 0);
    private int _reports;

    public HeapWatch(int processId)
    {
        _session = new DiagnosticsClient(processId).StartEventPipeSession(new EventPipeProvider(
            "System.Runtime", EventLevel.Informational, 0, new Dictionary<string, string> { ["EventCounterIntervalSec"] = "1" }));
        _reading = new Thread(Read) { IsBackground = true };
        _reading.Start();
    }

    public double Megabytes => Volatile.Read(ref _figures).Megabytes;

    /// <summary>Gets figures that include everything that has happened until now.</summary>
    public async Task<HeapFigures> NextAsync()
    {
        // The next report may have started before this call.
        int enough = Volatile.Read(ref _reports) + 2;
        await Eventually.IsTrueAsync(() => Volatile.Read(ref _reports) >= enough, "the runtime reports its counters");
        return Volatile.Read(ref _figures);
    }

    public void Dispose()
    {
        // The thread ends at the end of the stream.
        _session.Stop();
        _reading.Join();
        _session.Dispose();
    }

    private void Read()
    {
        using var source = new EventPipeEventSource(_session.EventStream);
        source.Dynamic.All += Take;
        source.Process();
    }

    private void Take(TraceEvent counter)
    {
        if (counter.EventName == "EventCounters" && counter.PayloadValue(0) is IDictionary<string, object> outer && outer["Payload"] is IDictionary<string, object> values)
        {
            HeapFigures known = _figures;
            Volatile.Write(ref _figures, (string)values["Name"] switch
            {
                "gc-heap-size" => known with { Megabytes = Number(values, "Mean") },
                "alloc-rate" => known with { Allocated = known.Allocated + Number(values, "Increment") },
                "gen-2-gc-count" => known with { OldCollections = known.OldCollections + Number(values, "Increment") },
                _ => known,
            });

            if ((string)values["Name"] == "alloc-rate")
            {
                Interlocked.Increment(ref _reports);
            }
        }
    }

    private static double Number(IDictionary<string, object> values, string name) => Convert.ToDouble(values[name], CultureInfo.InvariantCulture);
}

/// <summary>The reported figures of a heap.</summary>
/// <param name="Megabytes">The current size of the heap.</param>
/// <param name="Allocated">Bytes allocated since the watch started.</param>
/// <param name="OldCollections">Generation 2 collections since the watch started.</param>
internal sealed record HeapFigures(double Megabytes, double Allocated, double OldCollections);
