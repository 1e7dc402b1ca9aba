using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace HumanosFunctions.Local.Hosting.Invocation;

internal sealed class LocalTraceContext(string traceParent, string traceState, bool isFromSender) : TraceContext
{
    public bool IsFromSender => isFromSender;

    public override string TraceParent => traceParent;

    public override string TraceState => traceState;

    /// <summary>What the sender passed along; without it, the activity this process runs in.</summary>
    public static LocalTraceContext From(string? traceParent, string? traceState) =>
        string.IsNullOrEmpty(traceParent)
            ? new LocalTraceContext(Activity.Current?.Id ?? "", Activity.Current?.TraceStateString ?? "", isFromSender: false)
            : new LocalTraceContext(traceParent, traceState ?? "", isFromSender: true);
}
