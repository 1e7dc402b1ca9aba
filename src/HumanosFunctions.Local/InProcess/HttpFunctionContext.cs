using HumanosFunctions.Local.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace HumanosFunctions.Local.InProcess;

/// <summary>An invocation by a request; the request's own scope is the invocation's.</summary>
internal sealed class HttpFunctionContext : LocalFunctionContext
{
    public HttpFunctionContext(FunctionDefinition definition, HttpContext httpContext)
        : base(definition, httpContext.RequestServices, httpContext.RequestAborted)
    {
        HttpContext = httpContext;
        Request = new LocalHttpRequestData(this, httpContext.Request);
    }

    public HttpContext HttpContext { get; }

    public LocalHttpRequestData Request { get; }

    protected override TraceContext ReadTraceContext() => RequestTrace.Read(HttpContext.Request);

    protected override IReadOnlyDictionary<string, object?> ReadBindingData() => HttpContext.Request.RouteValues;
}
