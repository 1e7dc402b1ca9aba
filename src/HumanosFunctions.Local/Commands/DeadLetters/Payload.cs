using Azure.Messaging.ServiceBus;

namespace HumanosFunctions.Local.Commands.DeadLetters;

/// <summary>The bytes of a message. Everybody may send, and AMQP knows bodies of other kinds, which this app never writes.</summary>
internal static class Payload
{
    public static ReadOnlyMemory<byte>? Of(ServiceBusReceivedMessage message) =>
        message.GetRawAmqpMessage().Body.TryGetData(out IEnumerable<ReadOnlyMemory<byte>>? _) ? message.Body.ToMemory() : null;
}
