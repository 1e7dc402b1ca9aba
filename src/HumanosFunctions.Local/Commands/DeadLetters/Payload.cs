using Azure.Messaging.ServiceBus;
using HumanosFunctions.Processing.Pipeline;

namespace HumanosFunctions.Local.Commands.DeadLetters;

/// <summary>The bytes of a message; null where its body is of another kind.</summary>
internal static class Payload
{
    public static ReadOnlyMemory<byte>? Of(ServiceBusReceivedMessage message) => MessageBody.Of(message);
}
