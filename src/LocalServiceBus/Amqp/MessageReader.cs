using LocalServiceBus.State;
using LocalServiceBus.Topology;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace LocalServiceBus.Amqp;

/// <summary>Converts received transfers to messages to store. The bytes are copied, because the library reuses its buffers.</summary>
internal static class MessageReader
{
    /// <summary>Reads one message, or all messages of a batch. A batch is a message with one encoded message in each data section.</summary>
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
            Slice(encoded, sections.ApplicationPropertiesOrPosition),
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

    /// <summary>Adds a message id to a message without one, because receivers need it. Everything else is unchanged.</summary>
    private static byte[] WithMessageId(byte[] encoded, MessageSections sections, Properties properties)
    {
        properties.MessageId = Guid.NewGuid().ToString("N");
        Range old = sections.PropertiesOrPosition;
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

/// <summary>The properties of an encoded message for filters. The application properties are decoded on first use.</summary>
internal sealed class FilterableProperties(Properties properties, ArraySegment<byte> applicationProperties) : IFilterable
{
    private readonly Lazy<ApplicationProperties> _application = new(() => applicationProperties.Count == 0
        ? new ApplicationProperties()
        : AmqpCodec.DecodeKnownType<ApplicationProperties>(new ByteBuffer(applicationProperties)));

    public string? SystemProperty(string name) => name switch
    {
        SystemPropertyNames.ContentType => properties.ContentType.Value,
        SystemPropertyNames.CorrelationId => properties.CorrelationId?.ToString(),
        SystemPropertyNames.Label => properties.Subject,
        SystemPropertyNames.MessageId => properties.MessageId?.ToString(),
        SystemPropertyNames.ReplyTo => properties.ReplyTo?.ToString(),
        SystemPropertyNames.ReplyToSessionId => properties.ReplyToGroupId,
        SystemPropertyNames.SessionId => properties.GroupId,
        SystemPropertyNames.To => properties.To?.ToString(),
        _ => null,
    };

    public object? ApplicationProperty(string name) =>
        _application.Value.Map.TryGetValue(name, out object value) ? value : null;
}

/// <summary>The names of the message annotations that the broker sets or reads.</summary>
internal static class AnnotationNames
{
    public const string ScheduledEnqueueTime = "x-opt-scheduled-enqueue-time";

    public static readonly AmqpSymbol SequenceNumber = "x-opt-sequence-number";
    public static readonly AmqpSymbol EnqueueSequenceNumber = "x-opt-enqueue-sequence-number";
    public static readonly AmqpSymbol EnqueuedTime = "x-opt-enqueued-time";
    public static readonly AmqpSymbol LockedUntil = "x-opt-locked-until";
    public static readonly AmqpSymbol MessageState = "x-opt-message-state";
}
