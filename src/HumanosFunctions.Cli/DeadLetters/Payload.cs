using Azure.Messaging.ServiceBus;
using HumanosFunctions.Processing.Reading;

namespace HumanosFunctions.Cli.DeadLetters;

/// <summary>The bytes of a message; null where its body is of another kind.</summary>
internal static class Payload
{
    public static ReadOnlyMemory<byte>? Of(ServiceBusReceivedMessage message) => MessageBody.Of(message);
}
