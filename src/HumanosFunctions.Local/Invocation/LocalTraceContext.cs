using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace HumanosFunctions.Local.Invocation;

/// <summary>The sender's trace context. If it is missing or not valid: the current activity, or a new trace.</summary>
/// <remarks>Evaluated on first use, because most invocations do not use it.</remarks>
internal sealed class LocalTraceContext(string? traceParent, string? traceState) : TraceContext
{
    private string? _own;

    public bool IsFromSender => traceParent is not null && ActivityContext.TryParse(traceParent, traceState: null, out _);

    public override string TraceParent => IsFromSender ? traceParent! : _own ??= Activity.Current?.Id ?? NewTrace();

    public override string TraceState => (IsFromSender ? traceState : Activity.Current?.TraceStateString) ?? "";

    private static string NewTrace() => $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-00";
}
