using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;
using Testing;

namespace Benchmarks.Comparison.Servers;

/// <summary>Another process's managed heap, as its runtime reports it once a second.</summary>
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

    /// <summary>The figures with all that has happened by now in them.</summary>
    public async Task<HeapFigures> NextAsync()
    {
        // The report that comes next may have begun before.
        int enough = Volatile.Read(ref _reports) + 2;
        await Eventually.IsTrueAsync(() => Volatile.Read(ref _reports) >= enough, "the runtime reports its counters");
        return Volatile.Read(ref _figures);
    }

    public void Dispose()
    {
        // The stream ends when all is read.
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
