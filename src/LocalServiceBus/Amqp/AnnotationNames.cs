using Microsoft.Azure.Amqp.Encoding;

namespace LocalServiceBus.Amqp;

/// <summary>The message annotations that carry what the broker knows about a message.</summary>
internal static class AnnotationNames
{
    public const string ScheduledEnqueueTime = "x-opt-scheduled-enqueue-time";

    public static readonly AmqpSymbol SequenceNumber = "x-opt-sequence-number";
    public static readonly AmqpSymbol EnqueueSequenceNumber = "x-opt-enqueue-sequence-number";
    public static readonly AmqpSymbol EnqueuedTime = "x-opt-enqueued-time";
    public static readonly AmqpSymbol LockedUntil = "x-opt-locked-until";
    public static readonly AmqpSymbol MessageState = "x-opt-message-state";
}
