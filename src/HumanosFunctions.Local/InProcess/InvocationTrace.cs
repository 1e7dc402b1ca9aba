using System.Diagnostics;
using HumanosFunctions.Local.Invocation;
using Microsoft.Azure.Functions.Worker.Http;

namespace HumanosFunctions.Local.InProcess;

/// <summary>The span <c>function …</c> of one invocation, in the trace of the request or the message.</summary>
public static class InvocationTrace
{
    public const string SourceName = "HumanosFunctions.Local";

    private static readonly ActivitySource Source = new(SourceName);

    internal static Activity? Start(LocalFunctionContext context)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        ActivityContext sender = SenderOf(context);
        // The web server starts an activity for each request. No sampler has seen it, and nothing exports it.
        Activity.Current = null;
        return Source.StartActivity($"function {context.FunctionDefinition.Name}", KindOf(context), sender)?
            .SetStatus(ActivityStatusCode.Error)
            .SetTag("faas.name", context.FunctionDefinition.Name)
            .SetTag("faas.invocation_id", context.InvocationId);
    }

    internal static void Ended(Activity? invocation, object? returned)
    {
        invocation?.SetStatus(ActivityStatusCode.Unset);
        if (returned is HttpResponseData response)
        {
            invocation?.SetTag("http.response.status_code", (int)response.StatusCode);
        }
    }

    private static ActivityContext SenderOf(LocalFunctionContext context) =>
        context.TraceContext is LocalTraceContext { IsFromSender: true } sent
        && ActivityContext.TryParse(sent.TraceParent, traceState: null, isRemote: true, out ActivityContext sender)
            ? sender
            : default;

    private static ActivityKind KindOf(LocalFunctionContext context) =>
        context is HttpFunctionContext ? ActivityKind.Server : ActivityKind.Internal;
}
