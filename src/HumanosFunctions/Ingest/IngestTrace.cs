using System.Diagnostics;
using HumanosFunctions.Publishing;
using HumanosFunctions.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace HumanosFunctions.Ingest;

/// <summary>The span <c>ingest</c>: one delivery from its arrival to the response.</summary>
internal static class IngestTrace
{
    internal const string Verified = "verified", Decrypted = "decrypted", Described = "described";

    private const string Name = "ingest";
    private const string StepPrefix = "humanos.step.";

    private static readonly string[] Steps = [Verified, Decrypted, Described];

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

    /// <summary>Whether a listener in this process reads the steps. The deployed app has none.</summary>
    internal static bool RecordsSteps { get; set; }

    /// <summary>Records when a step was done. It is a property, because exporters would send each event separately.</summary>
    internal static void Reached(Activity? ingest, string step)
    {
        if (RecordsSteps)
        {
            ingest?.SetCustomProperty(StepPrefix + step, DateTimeOffset.UtcNow);
        }
    }

    /// <summary>The steps that were done, in their order.</summary>
    internal static IEnumerable<(string Step, DateTimeOffset At)> StepsOf(Activity ingest) =>
        Steps.Select(step => (step, At: ingest.GetCustomProperty(StepPrefix + step))).Where(reached => reached.At is not null).Select(reached => (reached.step, (DateTimeOffset)reached.At!));

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
