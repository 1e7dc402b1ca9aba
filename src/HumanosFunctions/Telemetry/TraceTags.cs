namespace HumanosFunctions.Telemetry;

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
