using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace LocalServiceBus.Amqp;

/// <summary>Encodes sections of a message one after another.</summary>
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
