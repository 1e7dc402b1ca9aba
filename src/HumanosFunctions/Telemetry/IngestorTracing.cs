using System.Diagnostics;

namespace HumanosFunctions.Telemetry;

/// <summary>Where our spans come from. Their tags are ids, numbers and fixed words: never a part of a delivery.</summary>
internal static class IngestorTracing
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

/// <summary>Names of tags: OpenTelemetry's conventions for messaging and databases where they fit, and our own.</summary>
internal static class TraceTags
{
    public const string Outcome = "humanos.outcome";
    public const string Reason = "humanos.reason";
    public const string Failure = "humanos.failure";
    public const string ErrorType = "error.type";
    public const string EventId = "humanos.event_id";
    public const string Subject = "humanos.subject";
    public const string Rows = "humanos.rows";
    public const string System = "messaging.system";
    public const string Operation = "messaging.operation.name";
    public const string OperationType = "messaging.operation.type";
    public const string Destination = "messaging.destination.name";
    public const string MessageId = "messaging.message.id";
    public const string DeliveryCount = "messaging.servicebus.message.delivery_count";
    public const string Database = "db.system.name";
    public const string DatabaseOperation = "db.operation.name";
}
