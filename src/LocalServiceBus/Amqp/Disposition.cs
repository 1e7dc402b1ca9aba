using LocalServiceBus.State;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace LocalServiceBus.Amqp;

/// <summary>Translates between AMQP outcomes and what they mean for a message.</summary>
internal static class Disposition
{
    public const string LockLost = "The lock supplied is invalid: it expired, or the message was already settled.";
    public const string NoDeadLetterQueue = "A dead-letter queue has no dead-letter queue of its own.";

    public static Settlement? ToSettlement(DeliveryState? state) => state switch
    {
        Accepted => new Settlement.Complete(),
        Released => new Settlement.Release(),
        Modified { UndeliverableHere: true } modified => new Settlement.Defer(ToProperties(modified.MessageAnnotations)),
        Modified modified => new Settlement.Abandon(ToProperties(modified.MessageAnnotations)),
        Rejected rejected => new Settlement.DeadLetter(ToProperties(rejected.Error?.Info)),
        _ => null,
    };

    /// <summary>A client takes a rejection that names an error for a failure to settle, so success never names one.</summary>
    public static Outcome ToOutcome(SettleResult result) => result switch
    {
        SettleResult.Settled => AmqpConstants.AcceptedOutcome,
        SettleResult.LockLost => ErrorConditions.Rejection(ErrorConditions.MessageLockLost, LockLost),
        _ => ErrorConditions.Rejection(AmqpErrorCode.NotAllowed, NoDeadLetterQueue),
    };

    public static Dictionary<string, object?>? ToProperties(AmqpMap? map) =>
        map?.ToDictionary(pair => pair.Key.ToString(), object? (pair) => pair.Value);
}
