using System.Buffers.Binary;
using LocalServiceBus.State;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace LocalServiceBus.Amqp;

/// <summary>Encodes a message for a receiver: the broker writes the header and the annotations, and the rest is the sender's bytes.</summary>
internal static class MessageWriter
{
    public static AmqpMessage Write(BrokeredMessage message) =>
        AmqpMessage.CreateAmqpStreamMessage(new BufferListStream(Segments(message)), payloadInitialized: true);

    public static byte[] ToArray(BrokeredMessage message) => [.. Segments(message).SelectMany(segment => segment)];

    /// <summary>The library does not accept empty segments.</summary>
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
        return [head, before, ModifiedProperties(message), after];
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

    // Properties that cannot be decoded stay as they were sent: the message must not get stuck because of them.
    private static ArraySegment<byte> ModifiedProperties(BrokeredMessage message)
    {
        try
        {
            return SectionEncoder.Encode(ApplicationPropertiesOf(message));
        }
        catch (Exception malformed) when (malformed is AmqpException or ArgumentException or InvalidCastException or IndexOutOfRangeException)
        {
            return message.Message.ApplicationProperties;
        }
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

/// <summary>The positions of the sections of an encoded message. The body is not decoded.</summary>
internal readonly record struct MessageSections(Range Header, Range Annotations, Range Properties, Range ApplicationProperties, int ContentStart)
{
    private const byte Described = 0x00;
    private const byte SmallULong = 0x53;
    private const byte FullULong = 0x80;

    /// <summary>The properties, or an empty range at the position where they belong.</summary>
    public Range PropertiesOrPosition => Properties.Equals(default) ? ContentStart..ContentStart : Properties;

    /// <summary>The application properties, or an empty range at the position where they belong.</summary>
    public Range ApplicationPropertiesOrPosition =>
        ApplicationProperties.Equals(default) ? PropertiesOrPosition.End..PropertiesOrPosition.End : ApplicationProperties;

    public static MessageSections Find(ReadOnlySpan<byte> encoded)
    {
        MessageSections found = default;
        int position = 0;
        while (position < encoded.Length)
        {
            (ulong code, int length) = ReadDescriptor(encoded[position..]);
            if (code is < Codes.Header or > Codes.ApplicationProperties)
            {
                break;
            }

            int value = position + length;
            int end = value + ValueLength(encoded[value..]);
            found = found.With(code, position..end);
            position = end;
        }

        return found;
    }

    private MessageSections With(ulong code, Range section) => code switch
    {
        Codes.Header => this with { Header = section, ContentStart = section.End.Value },
        Codes.DeliveryAnnotations => this with { ContentStart = section.End.Value },
        Codes.MessageAnnotations => this with { Annotations = section, ContentStart = section.End.Value },
        Codes.Properties => this with { Properties = section },
        _ => this with { ApplicationProperties = section },
    };

    private static (ulong Code, int Length) ReadDescriptor(ReadOnlySpan<byte> section) => section switch
    {
        [Described, SmallULong, var small, ..] => (small, 3),
        [Described, FullULong, ..] when section.Length >= 10 => (BinaryPrimitives.ReadUInt64BigEndian(section[2..]), 10),
        _ => throw new AmqpException(AmqpErrorCode.DecodeError, "A message section has no numeric descriptor."),
    };

    private static int ValueLength(ReadOnlySpan<byte> value)
    {
        long length = value switch
        {
            [0x45, ..] => 1,
            [0xc0 or 0xc1, var size, ..] => 2L + size,
            [0xd0 or 0xd1, _, _, _, _, ..] => 5L + BinaryPrimitives.ReadUInt32BigEndian(value[1..]),
            _ => throw new AmqpException(AmqpErrorCode.DecodeError, "A message section is neither a list nor a map."),
        };
        return length <= value.Length ? (int)length : throw new AmqpException(AmqpErrorCode.DecodeError, "A message section is truncated.");
    }

    private static class Codes
    {
        public const ulong Header = 0x70;
        public const ulong DeliveryAnnotations = 0x71;
        public const ulong MessageAnnotations = 0x72;
        public const ulong Properties = 0x73;
        public const ulong ApplicationProperties = 0x74;
    }
}

/// <summary>Encodes sections of a message in sequence.</summary>
internal static class SectionEncoder
{
    public static ArraySegment<byte> Encode(params ReadOnlySpan<AmqpDescribed> sections)
    {
        int size = 0;
        foreach (AmqpDescribed section in sections)
        {
            size += section.EncodeSize;
        }

        var buffer = new ByteBuffer(new byte[size]);
        foreach (AmqpDescribed section in sections)
        {
            section.Encode(buffer);
        }

        return new ArraySegment<byte>(buffer.Buffer, buffer.Offset, buffer.Length);
    }
}
