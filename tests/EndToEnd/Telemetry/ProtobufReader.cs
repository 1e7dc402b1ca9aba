using System.Buffers.Binary;
using System.Text;

namespace EndToEnd.Telemetry;

/// <summary>The fields of one protobuf message, as far as OTLP uses the format.</summary>
internal sealed class ProtobufReader
{
    private readonly List<(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)> _fields = [];

    public ProtobufReader(ReadOnlyMemory<byte> message)
    {
        int at = 0;
        while (at < message.Length)
        {
            ulong key = ReadVarint(message.Span, ref at);
            (ulong value, int length) = (key & 7) switch
            {
                0 => (ReadVarint(message.Span, ref at), 0),
                1 => (BinaryPrimitives.ReadUInt64LittleEndian(message.Span[at..]), sizeof(ulong)),
                2 => (0UL, (int)ReadVarint(message.Span, ref at)),
                5 => (BinaryPrimitives.ReadUInt32LittleEndian(message.Span[at..]), sizeof(uint)),
                _ => throw new FormatException("Not a protobuf message."),
            };
            _fields.Add(((int)(key >> 3), value, message.Slice(at, length)));
            at += length;
        }
    }

    public IEnumerable<ProtobufReader> Messages(int number) =>
        _fields.Where(field => field.Number == number).Select(field => new ProtobufReader(field.Bytes));

    public ProtobufReader? Message(int number) => Messages(number).FirstOrDefault();

    public string Text(int number) => Encoding.UTF8.GetString(_fields.LastOrDefault(field => field.Number == number).Bytes.Span);

    public string Hex(int number) => Convert.ToHexStringLower(_fields.LastOrDefault(field => field.Number == number).Bytes.Span);

    public ulong? Number(int number) => _fields.Any(field => field.Number == number) ? _fields.Last(field => field.Number == number).Value : null;

    private static ulong ReadVarint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = bytes[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
