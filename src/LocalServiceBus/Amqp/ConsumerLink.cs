using LocalServiceBus.State;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace LocalServiceBus.Amqp;

/// <summary>A link on which a client receives from a queue. Locks are identified by their token, so closing the link does not release them.</summary>
internal sealed class ConsumerLink : IMessageConsumer
{
    private readonly SendingAmqpLink _link;
    private readonly MessageQueue _queue;

    private ConsumerLink(SendingAmqpLink link, MessageQueue queue)
    {
        _link = link;
        _queue = queue;
        ReceivesAndDeletes = link.Settings.SettleType == SettleMode.SettleOnSend;
    }

    public bool ReceivesAndDeletes { get; }

    public bool IsReady => _link.LinkCredit > 0 && !_link.IsClosing();

    public static void Attach(SendingAmqpLink link, MessageQueue queue)
    {
        var consumer = new ConsumerLink(link, queue);
        link.RegisterCreditListener((_, _, _) => queue.NotifyReady());
        link.RegisterDispositionListener(consumer.OnDisposition);
        link.Closed += (_, _) => queue.Detach(consumer);
        queue.Attach(consumer);
    }

    public bool TryDeliver(BrokeredMessage message)
    {
        AmqpMessage delivery = MessageWriter.Write(message);
        delivery.DeliveryTag = message.LockToken.ToByteArray();
        return _link.TrySendDelivery(delivery);
    }

    private void OnDisposition(Delivery delivery)
    {
        // The library also calls this method for deliveries that it sent settled. A delivery state that is not an outcome settles nothing.
        if (ReceivesAndDeletes || Disposition.ToSettlement(delivery.State) is not { } settlement)
        {
            return;
        }

        _queue.Settle(new Guid(delivery.DeliveryTag), settlement, result => Answer(delivery, result));
    }

    private void Answer(Delivery delivery, SettleResult result)
    {
        if (!delivery.Settled)
        {
            _link.DisposeDelivery(delivery, settled: true, Disposition.ToOutcome(result));
        }
    }
}

/// <summary>Converts between AMQP outcomes and settlements.</summary>
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

    /// <summary>Clients treat a rejection with an error as a failed settlement, so a successful settlement has no error.</summary>
    public static Outcome ToOutcome(SettleResult result) => result switch
    {
        SettleResult.Settled => AmqpConstants.AcceptedOutcome,
        SettleResult.LockLost => ErrorConditions.Rejection(ErrorConditions.MessageLockLost, LockLost),
        _ => ErrorConditions.Rejection(AmqpErrorCode.NotAllowed, NoDeadLetterQueue),
    };

    public static Dictionary<string, object?>? ToProperties(AmqpMap? map) =>
        map?.ToDictionary(pair => pair.Key.ToString(), object? (pair) => pair.Value);
}
