using LocalServiceBus.State;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace LocalServiceBus.Amqp;

/// <summary>Encodes what a receiver gets: header and annotations are the broker's, the rest are the sender's bytes.</summary>
internal static class MessageWriter
{
    public static AmqpMessage Write(BrokeredMessage message) =>
        AmqpMessage.CreateAmqpStreamMessage(new BufferListStream(Segments(message)), payloadInitialized: true);

    public static byte[] ToArray(BrokeredMessage message) => [.. Segments(message).SelectMany(segment => segment)];

    /// <summary>The library takes no empty segments.</summary>
    private static ArraySegment<byte>[] Segments(BrokeredMessage message) =>
        [.. Parts(message).Where(part => part.Count > 0)];

    private static ArraySegment<byte>[] Parts(BrokeredMessage message)
    {
        ArraySegment<byte> head = SectionEncoder.Encode(HeaderOf(message), AnnotationsOf(message));
        ArraySegment<byte> content = message.Message.Content;
        if (message.ModifiedProperties is null)
        {
            return [head, content];
        }

        (ArraySegment<byte> before, ArraySegment<byte> after) = AroundApplicationProperties(message.Message);
        return [head, before, SectionEncoder.Encode(ApplicationPropertiesOf(message)), after];
    }

    private static Header HeaderOf(BrokeredMessage message) => new()
    {
        Durable = message.Message.Durable,
        Priority = message.Message.Priority,
        Ttl = (uint?)message.Message.TimeToLive?.TotalMilliseconds,
        DeliveryCount = (uint)message.FailedDeliveries,
    };

    private static MessageAnnotations AnnotationsOf(BrokeredMessage message)
    {
        var annotations = new MessageAnnotations();
        foreach ((string name, object value) in message.Message.Annotations ?? new Dictionary<string, object>())
        {
            annotations.Map[name] = value;
        }

        annotations.Map[AnnotationNames.SequenceNumber] = message.SequenceNumber;
        annotations.Map[AnnotationNames.EnqueueSequenceNumber] = message.SequenceNumber;
        annotations.Map[AnnotationNames.EnqueuedTime] = message.EnqueuedAt.UtcDateTime;
        annotations.Map[AnnotationNames.MessageState] = message.State switch
        {
            EntryState.Deferred => 1,
            EntryState.Scheduled => 2,
            _ => 0,
        };
        if (message.LockedUntil is { } lockedUntil)
        {
            annotations.Map[AnnotationNames.LockedUntil] = lockedUntil.UtcDateTime;
        }

        return annotations;
    }

    private static ApplicationProperties ApplicationPropertiesOf(BrokeredMessage message)
    {
        ArraySegment<byte> sent = message.Message.ApplicationProperties;
        ApplicationProperties properties = sent.Count == 0
            ? new ApplicationProperties()
            : AmqpCodec.DecodeKnownType<ApplicationProperties>(new ByteBuffer(sent));
        foreach ((string name, object? value) in message.ModifiedProperties!)
        {
            properties.Map[name] = value;
        }

        return properties;
    }

    private static (ArraySegment<byte> Before, ArraySegment<byte> After) AroundApplicationProperties(StoredMessage message)
    {
        ArraySegment<byte> content = message.Content;
        int start = message.ApplicationProperties.Offset - content.Offset;
        return (content[..start], content[(start + message.ApplicationProperties.Count)..]);
    }
}
