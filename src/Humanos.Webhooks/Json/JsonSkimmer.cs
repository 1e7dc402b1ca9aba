using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace Humanos.Webhooks;

/// <summary>
/// The fast way to find members of a JSON object: it checks the whole text in one pass, with vectors where a string can end, and builds no
/// tokens below the members. It gives up on anything unusual, such as an escaped name, 65 levels, or a fault, and never decides that a text
/// is malformed: the platform's reader does.
/// </summary>
internal ref struct JsonSkimmer
{
    private const int MostLevels = 64;
    private const int ShortString = 2 * 16;

    // The control characters, the quote and the backslash: where the contents of a string end or need a closer look.
    private static readonly SearchValues<byte> Special = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(control => (byte)control), (byte)'"', (byte)'\\']);

    private readonly ReadOnlySpan<byte> _json;
    private int _at;

    private JsonSkimmer(ReadOnlySpan<byte> json) => _json = json;

    /// <returns>False if the platform's reader must read the text. Then <paramref name="found"/> is not valid.</returns>
    internal static bool TryFind(ReadOnlySpan<byte> json, ReadOnlySpan<byte[]> names, Span<JsonToken> found) =>
        new JsonSkimmer(json).TryReadObject(names, found);

    private byte Next => (uint)_at < (uint)_json.Length ? _json[_at] : default;

    private bool TryReadObject(ReadOnlySpan<byte[]> names, Span<JsonToken> found)
    {
        SkipWhiteSpace();
        if (!TrySkip((byte)'{'))
        {
            return false;
        }

        SkipWhiteSpace();
        if (Next != '}')
        {
            do
            {
                if (!TryReadMember(names, found))
                {
                    return false;
                }
            }
            while (TrySkip((byte)','));
        }

        if (!TrySkip((byte)'}'))
        {
            return false;
        }

        SkipWhiteSpace();
        return _at == _json.Length;
    }

    private bool TryReadMember(ReadOnlySpan<byte[]> names, Span<JsonToken> found)
    {
        SkipWhiteSpace();
        int nameStart = _at + 1;
        if (!TrySkipString())
        {
            return false;
        }

        ReadOnlySpan<byte> name = _json[nameStart..(_at - 1)];
        if (name.Contains((byte)'\\') || !TrySkipColon())
        {
            return false;
        }

        int start = _at;
        if (!TrySkipValue())
        {
            return false;
        }

        int member = JsonObject.IndexOf(name, names);
        if (member >= 0)
        {
            found[member] = new JsonToken(TypeOf(_json[start]), start, _at - start);
        }

        SkipWhiteSpace();
        return true;
    }

    // Containers inside the value need no recursion: one bit for each open one, set for an object.
    private bool TrySkipValue()
    {
        (ulong objects, int depth) = (0, 0);
        do
        {
            if (Next is (byte)'{' or (byte)'[')
            {
                if (depth == MostLevels)
                {
                    return false;
                }

                objects = (objects << 1) | (Next == '{' ? 1UL : 0);
                depth++;
                _at++;
                SkipWhiteSpace();
                if (Next != End(objects))
                {
                    if (!IsObject(objects) || TrySkipName())
                    {
                        continue;
                    }

                    return false;
                }
            }
            else if (!TrySkipScalar())
            {
                return false;
            }

            if (!TryGoOn(ref objects, ref depth))
            {
                return false;
            }
        }
        while (depth > 0);

        return true;
    }

    // Closes containers up to the next value.
    private bool TryGoOn(ref ulong objects, ref int depth)
    {
        while (depth > 0)
        {
            SkipWhiteSpace();
            if (TrySkip((byte)','))
            {
                SkipWhiteSpace();
                return !IsObject(objects) || TrySkipName();
            }

            if (!TrySkip(End(objects)))
            {
                return false;
            }

            objects >>= 1;
            depth--;
        }

        return true;
    }

    private bool TrySkipName() => TrySkipString() && TrySkipColon();

    private bool TrySkipColon()
    {
        SkipWhiteSpace();
        if (!TrySkip((byte)':'))
        {
            return false;
        }

        SkipWhiteSpace();
        return true;
    }

    private bool TrySkipScalar() => Next switch
    {
        (byte)'"' => TrySkipString(),
        (byte)'t' => TrySkipWord("true"u8),
        (byte)'f' => TrySkipWord("false"u8),
        (byte)'n' => TrySkipWord("null"u8),
        _ => TrySkipNumber(),
    };

    private bool TrySkipString()
    {
        if (!TrySkip((byte)'"'))
        {
            return false;
        }

        while (true)
        {
            _at += LengthWithoutSpecial(_json[_at..]);
            switch (Next)
            {
                case (byte)'"':
                    _at++;
                    return true;
                case (byte)'\\' when TrySkipEscape():
                    break;
                default:
                    return false;
            }
        }
    }

    // Most strings are short, and a call costs more than two vectors.
    private static int LengthWithoutSpecial(ReadOnlySpan<byte> text)
    {
        int at = 0;
        for (; at < ShortString && text.Length - at >= Vector128<byte>.Count; at += Vector128<byte>.Count)
        {
            Vector128<byte> bytes = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(text), (nuint)at);
            uint special = (Vector128.Equals(bytes, Vector128.Create((byte)'"'))
                | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))
                | Vector128.LessThan(bytes, Vector128.Create((byte)0x20))).ExtractMostSignificantBits();
            if (special != 0)
            {
                return at + BitOperations.TrailingZeroCount(special);
            }
        }

        int more = text[at..].IndexOfAny(Special);
        return more < 0 ? text.Length : at + more;
    }

    private bool TrySkipEscape()
    {
        ReadOnlySpan<byte> escape = _json[(_at + 1)..];
        int length = escape switch
        {
            [(byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t', ..] => 2,
            [(byte)'u', var a, var b, var c, var d, ..] when char.IsAsciiHexDigit((char)a) && char.IsAsciiHexDigit((char)b) && char.IsAsciiHexDigit((char)c) && char.IsAsciiHexDigit((char)d) => 6,
            _ => 0,
        };
        _at += length;
        return length > 0;
    }

    private bool TrySkipNumber()
    {
        _ = TrySkip((byte)'-');
        if (!TrySkip((byte)'0') && SkipDigits() == 0)
        {
            return false;
        }

        if (TrySkip((byte)'.') && SkipDigits() == 0)
        {
            return false;
        }

        if (TrySkip((byte)'e') || TrySkip((byte)'E'))
        {
            _ = TrySkip((byte)'+') || TrySkip((byte)'-');
            return SkipDigits() > 0;
        }

        return true;
    }

    private int SkipDigits()
    {
        int start = _at;
        while (char.IsAsciiDigit((char)Next))
        {
            _at++;
        }

        return _at - start;
    }

    private bool TrySkipWord(ReadOnlySpan<byte> word)
    {
        bool isWord = _json[_at..].StartsWith(word);
        _at += isWord ? word.Length : 0;
        return isWord;
    }

    private bool TrySkip(byte wanted)
    {
        bool isNext = (uint)_at < (uint)_json.Length && _json[_at] == wanted;
        _at += isNext ? 1 : 0;
        return isNext;
    }

    private void SkipWhiteSpace()
    {
        while (Next is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            _at++;
        }
    }

    private static bool IsObject(ulong objects) => (objects & 1) == 1;

    private static byte End(ulong objects) => IsObject(objects) ? (byte)'}' : (byte)']';

    private static JsonTokenType TypeOf(byte first) => first switch
    {
        (byte)'{' => JsonTokenType.StartObject,
        (byte)'[' => JsonTokenType.StartArray,
        (byte)'"' => JsonTokenType.String,
        (byte)'t' => JsonTokenType.True,
        (byte)'f' => JsonTokenType.False,
        (byte)'n' => JsonTokenType.Null,
        _ => JsonTokenType.Number,
    };
}
