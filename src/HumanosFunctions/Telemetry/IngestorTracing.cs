using System.Diagnostics;

namespace HumanosFunctions.Telemetry;

/// <summary>The activity source of the app. Tags are ids, numbers and fixed words, never content of a delivery.</summary>
internal static class IngestorTracing
{
    public const string Name = "HumanosFunctions";

    internal static readonly ActivitySource Source = new(Name);

    /// <summary>
    /// Starts a span below the current one or, if there is none, below the remote one. It takes over only the ids of the remote context:
    /// an unknown sender can write any text into <c>tracestate</c>.
    /// </summary>
    internal static Activity? Start(string name, ActivityKind kind, ActivityContext fromOutside) =>
        Source.StartActivity(name, kind, IdsOf(Activity.Current?.Context ?? fromOutside));

    /// <summary>Marks a span as failed until it is ended explicitly, so that an exception leaves a failed span.</summary>
    internal static Activity AssumeFailed(this Activity activity) =>
        activity.SetStatus(ActivityStatusCode.Error).SetTag(TraceTags.Outcome, "Failed");

    internal static void End(this Activity activity, string outcome, ActivityStatusCode status = ActivityStatusCode.Unset) =>
        activity.SetStatus(status).SetTag(TraceTags.Outcome, outcome);

    internal static ActivityContext IdsOf(ActivityContext context) => new(context.TraceId, context.SpanId, context.TraceFlags);
}

/// <summary>Names of tags: OpenTelemetry's conventions for messaging and databases where they apply, and the app's own.</summary>
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
