using Azure.Messaging.ServiceBus;

namespace HumanosFunctions.Processing.Pipeline;

/// <summary>The bytes of a message. Everybody with the role may send, and AMQP knows bodies of other kinds, which this app never writes.</summary>
public static class MessageBody
{
    /// <summary>Null where the body is an AMQP value or sequence.</summary>
    public static ReadOnlyMemory<byte>? Of(ServiceBusReceivedMessage message)
    {
        // Not in one expression: beside a memory, null is taken for an empty one.
        if (message.GetRawAmqpMessage().Body.TryGetData(out IEnumerable<ReadOnlyMemory<byte>>? _))
        {
            return message.Body.ToMemory();
        }

        return null;
    }
}
