using System.Buffers;
using System.Text.Json;

namespace Humanos.Webhooks;

/// <summary>
/// A decoded envelope: IV, ciphertext, and tag as bytes in one pooled buffer. <see cref="Dispose"/> clears and returns the buffer.
/// </summary>
internal ref struct Envelope
{
    private const int MinTagLength = 12;
    private const int MaxTagLength = 16;

    private byte[]? _buffer;
    private int _used;

    public ReadOnlySpan<byte> Iv { get; private set; }

    public ReadOnlySpan<byte> Ciphertext { get; private set; }

    public ReadOnlySpan<byte> Tag { get; private set; }

    /// <summary>Finds and decodes the members. Dispose the envelope even if the result is a fault.</summary>
    internal static EnvelopeFault? Open(ReadOnlySpan<byte> body, out Envelope envelope)
    {
        envelope = default;
        ReadOnlySpan<byte> json = JsonToken.WithoutByteOrderMark(body);
        return EnvelopeMembers.Find(json, out EnvelopeMembers members) ?? envelope.Decode(json, members);
    }

    public void Dispose()
    {
        if (_buffer is { } buffer)
        {
            _buffer = null;
            buffer.AsSpan(0, _used).Clear();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private EnvelopeFault? Decode(ReadOnlySpan<byte> json, EnvelopeMembers members)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(members.Iv.Length + members.Data.Length + members.Tag.Length);
        if (!TryDecode(json, members.Iv, out ReadOnlySpan<byte> iv)
            || !TryDecode(json, members.Data, out ReadOnlySpan<byte> ciphertext)
            || !TryDecode(json, members.Tag, out ReadOnlySpan<byte> tag))
        {
            return EnvelopeFault.InvalidBase64;
        }

        Iv = iv;
        Ciphertext = ciphertext;
        Tag = tag;
        return iv.IsEmpty ? EnvelopeFault.IvEmpty
            : tag.Length is < MinTagLength or > MaxTagLength ? EnvelopeFault.TagLength
            : null;
    }

    private bool TryDecode(ReadOnlySpan<byte> json, JsonToken member, out ReadOnlySpan<byte> bytes)
    {
        Span<byte> room = _buffer.AsSpan(_used, member.Length);
        _used += member.Length;

        // Standard decoding rejects a string with escapes, because the base64 alphabet has no backslash.
        bool isDecoded = Base64Text.TryDecodeStandard(member.Of(json)[1..^1], room, out int length)
            || (member.TryUnescape(json, room) is { } unescaped && Base64Text.TryDecodeInPlace(room[..unescaped], out length));
        bytes = isDecoded ? room[..length] : default;
        return isDecoded;
    }
}

/// <summary>The envelope's three members in a JSON object, in any order and with any other members.</summary>
internal readonly record struct EnvelopeMembers(JsonToken Iv, JsonToken Data, JsonToken Tag)
{
    private static readonly byte[][] Names = ["iv"u8.ToArray(), "data"u8.ToArray(), "tag"u8.ToArray()];

    internal static EnvelopeFault? Find(ReadOnlySpan<byte> json, out EnvelopeMembers members)
    {
        Span<JsonToken> found = [default, default, default];
        JsonShape shape = JsonObject.Find(json, Names, found);
        members = new EnvelopeMembers(found[0], found[1], found[2]);
        return shape switch
        {
            JsonShape.Malformed => EnvelopeFault.NotJson,
            JsonShape.NotAnObject => EnvelopeFault.NotAnObject,
            _ => members.Check(),
        };
    }

    private EnvelopeFault? Check() => (Iv.Type, Data.Type, Tag.Type) switch
    {
        (JsonTokenType.String, JsonTokenType.String, JsonTokenType.String) => null,
        (JsonTokenType.None, _, _) or (_, JsonTokenType.None, _) or (_, _, JsonTokenType.None) => EnvelopeFault.MemberMissing,
        _ => EnvelopeFault.MemberNotString,
    };
}
