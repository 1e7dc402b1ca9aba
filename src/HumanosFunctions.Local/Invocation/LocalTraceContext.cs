using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace HumanosFunctions.Local.Invocation;

/// <summary>What the sender passed along; without it, or where it is none, the activity this process runs in or a new trace.</summary>
/// <remarks>Most invocations never ask: nothing is read or made before.</remarks>
internal sealed class LocalTraceContext(string? traceParent, string? traceState) : TraceContext
{
    private string? _own;

    public bool IsFromSender => traceParent is not null && ActivityContext.TryParse(traceParent, traceState: null, out _);

    public override string TraceParent => IsFromSender ? traceParent! : _own ??= Activity.Current?.Id ?? NewTrace();

    public override string TraceState => (IsFromSender ? traceState : Activity.Current?.TraceStateString) ?? "";

    private static string NewTrace() => $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-00";
}
