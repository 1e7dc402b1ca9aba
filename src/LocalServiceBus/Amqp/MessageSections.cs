using System.Buffers.Binary;
using Microsoft.Azure.Amqp;

namespace LocalServiceBus.Amqp;

/// <summary>Where the sections of an encoded message begin, up to the body, which nobody here looks into.</summary>
internal readonly record struct MessageSections(Range Header, Range Annotations, Range Properties, Range ApplicationProperties, int ContentStart)
{
    private const byte Described = 0x00;
    private const byte SmallULong = 0x53;
    private const byte FullULong = 0x80;

    /// <summary>Where the properties stand, or an empty range where they would have to.</summary>
    public Range PropertiesOrTheirPlace => Properties.Equals(default) ? ContentStart..ContentStart : Properties;

    /// <summary>Where the application properties stand, or an empty range where they would have to.</summary>
    public Range ApplicationPropertiesOrTheirPlace =>
        ApplicationProperties.Equals(default) ? PropertiesOrTheirPlace.End..PropertiesOrTheirPlace.End : ApplicationProperties;

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
            _ => throw new AmqpException(AmqpErrorCode.DecodeError, "A message section is neither list nor map."),
        };
        return length <= value.Length ? (int)length : throw new AmqpException(AmqpErrorCode.DecodeError, "A message section is cut off.");
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
