using Google.Protobuf;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;

namespace HumanosFunctions.Local.Worker;

/// <summary>The properties that a worker wants changed, which travel as an encoded AMQP map.</summary>
internal static class AmqpProperties
{
    public static Dictionary<string, object>? Read(ByteString encoded)
    {
        if (encoded.IsEmpty)
        {
            return null;
        }

        using var buffer = new ByteBuffer(encoded.ToByteArray(), 0, encoded.Length);
        return AmqpCodec.DecodeMap(buffer).ToDictionary(entry => entry.Key.ToString()!, entry => Value(entry.Value));
    }

    // Types that AMQP has no code for are described by these names.
    private static object Value(object value) => value is not DescribedType described
        ? value
        : described.Descriptor.ToString() switch
        {
            "com.microsoft:uri" => new Uri((string)described.Value),
            "com.microsoft:datetime-offset" => new DateTimeOffset((long)described.Value, TimeSpan.Zero),
            "com.microsoft:timespan" => TimeSpan.FromTicks((long)described.Value),
            _ => described.Value,
        };
}
