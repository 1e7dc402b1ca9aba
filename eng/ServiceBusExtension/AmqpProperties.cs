using Google.Protobuf;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;

namespace Microsoft.Azure.Functions.Worker.Settling;

/// <summary>Application properties as the settlement calls carry them: an encoded AMQP map.</summary>
internal static class AmqpProperties
{
    public static ByteString Encode(IDictionary<string, object>? properties)
    {
        if (properties is null)
        {
            return ByteString.Empty;
        }

        var map = new AmqpMap();
        foreach ((string name, object value) in properties)
        {
            map[new MapKey(name)] = Amqp(name, value);
        }

        using var buffer = new ByteBuffer(256, autoGrow: true);
        AmqpCodec.EncodeMap(map, buffer);
        return ByteString.CopyFrom(buffer.Buffer, buffer.Offset, buffer.Length);
    }

    private static object? Amqp(string name, object? value) => value switch
    {
        null or string or bool or char or byte or sbyte or short or ushort or int or uint or long or ulong
            or float or double or decimal or Guid or DateTime => value,
        Uri uri => new DescribedType(new AmqpSymbol("com.microsoft:uri"), uri.AbsoluteUri),
        DateTimeOffset time => new DescribedType(new AmqpSymbol("com.microsoft:datetime-offset"), time.UtcTicks),
        TimeSpan span => new DescribedType(new AmqpSymbol("com.microsoft:timespan"), span.Ticks),
        _ => throw new NotSupportedException($"The property '{name}' is a {value.GetType().Name}, which AMQP application properties do not hold."),
    };
}
