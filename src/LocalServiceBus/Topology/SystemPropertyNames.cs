namespace LocalServiceBus.Topology;

/// <summary>The system properties a correlation filter may name, spelled as in the configuration.</summary>
internal static class SystemPropertyNames
{
    public const string ContentType = "ContentType";
    public const string CorrelationId = "CorrelationId";
    public const string Label = "Label";
    public const string MessageId = "MessageId";
    public const string ReplyTo = "ReplyTo";
    public const string ReplyToSessionId = "ReplyToSessionId";
    public const string SessionId = "SessionId";
    public const string To = "To";

    public static IReadOnlyList<string> All { get; } =
        [ContentType, CorrelationId, Label, MessageId, ReplyTo, ReplyToSessionId, SessionId, To];
}
