using System.Diagnostics;

namespace HumanosFunctions.Telemetry;

/// <summary>Where our spans come from. Their tags are ids, numbers and fixed words: never a part of a delivery.</summary>
public static class IngestorTracing
{
    public const string Name = "HumanosFunctions";

    internal static readonly ActivitySource Source = new(Name);

    /// <summary>
    /// A span within the current one or, where there is none, one that continues what came from outside. Only the ids
    /// of it: the vendor's part of a trace context is any text that an unknown sender likes.
    /// </summary>
    internal static Activity? Start(string name, ActivityKind kind, ActivityContext fromOutside) =>
        Source.StartActivity(name, kind, IdsOf(Activity.Current?.Context ?? fromOutside));

    /// <summary>A span counts as failed until it is told otherwise, so that no way out of it, as an exception, goes unseen.</summary>
    internal static Activity AssumeFailed(this Activity activity) =>
        activity.SetStatus(ActivityStatusCode.Error).SetTag(TraceTags.Outcome, "Failed");

    internal static void End(this Activity activity, string outcome, ActivityStatusCode status = ActivityStatusCode.Unset) =>
        activity.SetStatus(status).SetTag(TraceTags.Outcome, outcome);

    internal static ActivityContext IdsOf(ActivityContext context) => new(context.TraceId, context.SpanId, context.TraceFlags);
}
