using LocalServiceBus.State;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace LocalServiceBus.Amqp;

/// <summary>A link on which a client sends to a topic or queue. A message is acknowledged after it is stored.</summary>
internal sealed class PublisherLink
{
    private readonly ReceivingAmqpLink _link;
    private readonly Topic _topic;
    private readonly BrokerFaults _faults;

    private PublisherLink(ReceivingAmqpLink link, Topic topic, BrokerFaults faults)
    {
        _link = link;
        _topic = topic;
        _faults = faults;
    }

    public static void Attach(ReceivingAmqpLink link, Topic topic, BrokerFaults faults) =>
        link.RegisterMessageListener(new PublisherLink(link, topic, faults).OnMessage);

    private void OnMessage(AmqpMessage message)
    {
        if (_faults.NextRefusal() is { } condition)
        {
            message.Dispose();
            Answer(message, ErrorConditions.Rejection(condition, "Rejected by an injected fault of the development broker."));
            return;
        }

        IReadOnlyList<Publication> batch = MessageReader.Read(message);
        message.Dispose();
        _topic.Publish(batch, () => Acknowledge(message));
    }

    private void Acknowledge(AmqpMessage message)
    {
        switch (_faults.NextAcknowledgement())
        {
            case AcknowledgementFault.Withhold:
                break;
            case AcknowledgementFault.CutConnection:
                _link.Session.Connection.Abort();
                break;
            default:
                Answer(message, AmqpConstants.AcceptedOutcome);
                break;
        }
    }

    private void Answer(AmqpMessage message, Outcome outcome) =>
        _link.DisposeDelivery(message, settled: true, outcome);
}
