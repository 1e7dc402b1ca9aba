using LocalServiceBus.State;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace LocalServiceBus.Amqp;

/// <summary>Turns received transfers into messages to store. Bytes are copied, since the library takes its buffers back.</summary>
internal static class MessageReader
{
    /// <summary>Reads a message, or every message of a batch: several encoded messages in the data sections of one.</summary>
    public static IReadOnlyList<Publication> Read(AmqpMessage message) =>
        message.MessageFormat == AmqpConstants.AmqpBatchedMessageFormat
            ? [.. message.DataBody.Select(part => Read(((ArraySegment<byte>)part.Value).AsSpan().ToArray()))]
            : [Read(Flatten(message.RawByteBuffers))];

    public static Publication Read(byte[] encoded)
    {
        MessageSections sections = MessageSections.Find(encoded);
        Properties properties = Decode<Properties>(encoded, sections.Properties);
        return properties.MessageId is null
            ? Read(WithMessageId(encoded, sections, properties))
            : Read(encoded, sections, properties);
    }

    private static Publication Read(byte[] encoded, MessageSections sections, Properties properties)
    {
        Header header = Decode<Header>(encoded, sections.Header);
        Dictionary<string, object>? annotations = ReadAnnotations(encoded, sections.Annotations);
        var stored = new StoredMessage(
            new ArraySegment<byte>(encoded, sections.ContentStart, encoded.Length - sections.ContentStart),
            Slice(encoded, sections.ApplicationPropertiesOrTheirPlace),
            header.Durable,
            header.Priority,
            header.Ttl is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
            annotations);
        return new Publication(
            stored,
            properties.MessageId.ToString()!,
            ReadSchedule(annotations),
            new FilterableProperties(properties, stored.ApplicationProperties));
    }

    /// <summary>Receivers need an id to tell messages apart, so a message without one gets one. All else stays as sent.</summary>
    private static byte[] WithMessageId(byte[] encoded, MessageSections sections, Properties properties)
    {
        properties.MessageId = Guid.NewGuid().ToString("N");
        Range old = sections.PropertiesOrTheirPlace;
        return [.. encoded[..old.Start], .. SectionEncoder.Encode(properties), .. encoded[old.End..]];
    }

    private static DateTimeOffset? ReadSchedule(Dictionary<string, object>? annotations) =>
        annotations?.GetValueOrDefault(AnnotationNames.ScheduledEnqueueTime) is DateTime time
            ? new DateTimeOffset(time.ToUniversalTime())
            : null;

    private static Dictionary<string, object>? ReadAnnotations(byte[] encoded, Range section) =>
        section.Equals(default)
            ? null
            : Decode<MessageAnnotations>(encoded, section).Map.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value);

    private static T Decode<T>(byte[] encoded, Range section)
        where T : AmqpDescribed, new() =>
        section.Equals(default) ? new T() : AmqpCodec.DecodeKnownType<T>(new ByteBuffer(Slice(encoded, section)));

    private static ArraySegment<byte> Slice(byte[] encoded, Range section) =>
        new(encoded, section.Start.Value, section.End.Value - section.Start.Value);

    private static byte[] Flatten(List<ByteBuffer> buffers)
    {
        byte[] whole = new byte[buffers.Sum(buffer => buffer.Length)];
        int position = 0;
        foreach (ByteBuffer buffer in buffers)
        {
            Buffer.BlockCopy(buffer.Buffer, buffer.Offset, whole, position, buffer.Length);
            position += buffer.Length;
        }

        return whole;
    }
}
