using Azure.Messaging.ServiceBus;
using Google.Protobuf;
using HumanosFunctions.Local.ServiceBus;

namespace HumanosFunctions.Local.Worker.Protocol;

/// <summary>Messages as the Service Bus extension hands them to a worker.</summary>
internal static class ServiceBusMessages
{
    /// <param name="whole">The AMQP message behind its lock token; otherwise the body as text.</param>
    public static TypedData Write(ServiceBusReceivedMessage message, bool whole) => whole
        ? new TypedData { ModelBindingData = Whole(message) }
        : new TypedData { String = message.Body.ToString() };

    public static IEnumerable<KeyValuePair<string, TypedData>> Metadata(ServiceBusReceivedMessage message) => MessageBindingData.Read(message)
        .Where(entry => entry.Value is not null)
        .Select(entry => KeyValuePair.Create(entry.Key, new TypedData { String = (string)entry.Value! }));

    private static ModelBindingData Whole(ServiceBusReceivedMessage message)
    {
        ReadOnlySpan<byte> encoded = message.GetRawAmqpMessage().ToBytes().ToMemory().Span;
        byte[] content = new byte[16 + encoded.Length];
        Guid.Parse(message.LockToken).TryWriteBytes(content);
        encoded.CopyTo(content.AsSpan(16));
        return new ModelBindingData
        {
            Version = "1.0",
            Source = "AzureServiceBusReceivedMessage",
            ContentType = "application/octet-stream",
            Content = UnsafeByteOperations.UnsafeWrap(content),
        };
    }
}
