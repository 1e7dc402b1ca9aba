using System.Diagnostics;
using HumanosFunctions.Publishing;
using HumanosFunctions.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace HumanosFunctions.Ingest;

/// <summary>The span <c>ingest</c>: one delivery from its arrival to the response.</summary>
internal static class IngestTrace
{
    private const string Name = "ingest";

    /// <param name="request">The trace that the Functions host started or continued for the request.</param>
    public static Activity? Start(TraceContext request)
    {
        if (!IngestorTracing.Source.HasListeners())
        {
            return null;
        }

        _ = ActivityContext.TryParse(request.TraceParent, traceState: null, isRemote: true, out ActivityContext fromHost);
        return IngestorTracing.Start(Name, ActivityKind.Internal, fromHost)?.AssumeFailed();
    }

    public static void Accepted(EventMessage message)
    {
        if (Current is { } ingest)
        {
            ingest.End(nameof(IngestOutcome.Accepted));
            ingest.SetTag(TraceTags.EventId, message.Id).SetTag(TraceTags.Subject, RoutingKey.Word(message.Subject));
        }
    }

    public static void Refused(Refusal refusal)
    {
        if (Current is { } ingest)
        {
            bool isServerError = refusal.Outcome is IngestOutcome.Unreadable or IngestOutcome.Unavailable;
            ingest.End(refusal.Outcome.ToString(), isServerError ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
            ingest.SetTag(TraceTags.Reason, refusal.Reason);
        }
    }

    private static Activity? Current =>
        Activity.Current is { OperationName: Name } current && current.Source == IngestorTracing.Source ? current : null;
}
