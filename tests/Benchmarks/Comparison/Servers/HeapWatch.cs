using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;

namespace Benchmarks.Comparison.Servers;

/// <summary>The size of another process's managed heap, as its runtime reports it once a second.</summary>
internal sealed class HeapWatch : IDisposable
{
    private readonly EventPipeSession _session;
    private double _megabytes;

    public HeapWatch(int processId)
    {
        _session = new DiagnosticsClient(processId).StartEventPipeSession(new EventPipeProvider(
            "System.Runtime", EventLevel.Informational, 0, new Dictionary<string, string> { ["EventCounterIntervalSec"] = "1" }));
        Thread reading = new(Read) { IsBackground = true };
        reading.Start();
    }

    public double Megabytes => Volatile.Read(ref _megabytes);

    public void Dispose()
    {
        _session.Stop();
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
        if (counter.EventName == "EventCounters"
            && counter.PayloadValue(0) is IDictionary<string, object> outer
            && outer["Payload"] is IDictionary<string, object> values
            && (string)values["Name"] == "gc-heap-size")
        {
            Volatile.Write(ref _megabytes, Convert.ToDouble(values["Mean"], System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
