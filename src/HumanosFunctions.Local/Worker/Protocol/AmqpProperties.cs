using Google.Protobuf;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;

namespace ServiceBusSettlement;

/// <summary>Application properties as settlement calls carry them: an encoded AMQP map. The worker encodes, the host decodes.</summary>
internal static class AmqpProperties
{
    // AMQP has no codes for these types. The values carry the type's name as a descriptor, as the Service Bus SDK does it.
    private const string UriName = "com.microsoft:uri";
    private const string DateTimeOffsetName = "com.microsoft:datetime-offset";
    private const string TimeSpanName = "com.microsoft:timespan";

    /// <exception cref="NotSupportedException">AMQP application properties cannot hold a value's type.</exception>
    public static ByteString Encode(IDictionary<string, object>? properties)
    {
        if (properties is null)
        {
            return ByteString.Empty;
        }

        var map = new AmqpMap();
        foreach ((string name, object value) in properties)
        {
            map[new MapKey(name)] = Encode(name, value);
        }

        using var buffer = new ByteBuffer(256, autoGrow: true);
        AmqpCodec.EncodeMap(map, buffer);
        return ByteString.CopyFrom(buffer.Buffer, buffer.Offset, buffer.Length);
    }

    /// <returns>Null if no properties are changed.</returns>
    public static Dictionary<string, object>? Decode(ByteString encoded)
    {
        if (encoded.IsEmpty)
        {
            return null;
        }

        using var buffer = new ByteBuffer(encoded.ToByteArray(), 0, encoded.Length);
        return AmqpCodec.DecodeMap(buffer).ToDictionary(entry => entry.Key.ToString()!, entry => Decode(entry.Value));
    }

    private static object? Encode(string name, object? value) => value switch
    {
        null or string or bool or char or byte or sbyte or short or ushort or int or uint or long or ulong
            or float or double or decimal or Guid or DateTime => value,
        Uri uri => new DescribedType(new AmqpSymbol(UriName), uri.AbsoluteUri),
        DateTimeOffset time => new DescribedType(new AmqpSymbol(DateTimeOffsetName), time.UtcTicks),
        TimeSpan span => new DescribedType(new AmqpSymbol(TimeSpanName), span.Ticks),
        _ => throw new NotSupportedException($"The property '{name}' is a {value.GetType().Name}, which AMQP application properties do not hold."),
    };

    private static object Decode(object value) => value is not DescribedType described
        ? value
        : described.Descriptor.ToString() switch
        {
            UriName => new Uri((string)described.Value),
            DateTimeOffsetName => new DateTimeOffset((long)described.Value, TimeSpan.Zero),
            TimeSpanName => TimeSpan.FromTicks((long)described.Value),
            _ => described.Value,
        };
}
