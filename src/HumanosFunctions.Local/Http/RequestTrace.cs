using HumanosFunctions.Local.Invocation;
using Microsoft.AspNetCore.Http;

namespace HumanosFunctions.Local.Http;

/// <summary>The trace that a request was sent in.</summary>
internal static class RequestTrace
{
    public static LocalTraceContext Read(HttpRequest request) => new(request.Headers.TraceParent, request.Headers.TraceState);
}
