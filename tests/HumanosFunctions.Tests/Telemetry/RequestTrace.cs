using Microsoft.Azure.Functions.Worker;

namespace HumanosFunctions.Tests.Telemetry;

/// <summary>The trace context of a request, as the Functions host would hand it over.</summary>
internal sealed class RequestTrace(string parent) : TraceContext
{
    public override string TraceParent => parent;

    public override string TraceState => string.Empty;
}
