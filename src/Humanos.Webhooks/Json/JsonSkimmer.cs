using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Humanos.Webhooks;

/// <summary>
/// The fast way to find members of a JSON object: it checks the whole text in one pass, with vectors where a string can end, and builds no
/// tokens below the members. It gives up on anything unusual, such as an escaped name, 65 levels, or a fault, and never decides that a text
/// is malformed: the platform's reader does.
/// </summary>
/// <remarks>The methods take a position and return the position behind what they skip, so that it stays in a register.</remarks>
internal static class JsonSkimmer
{
    /// <summary>The position after something unusual. Nothing is found at it.</summary>
    internal const int GaveUp = -1;

    private const int MaxLevels = 64;

    // The control characters, the quote and the backslash: where the contents of a string end or need a closer look.
    private static readonly SearchValues<byte> Special = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(control => (byte)control), (byte)'"', (byte)'\\']);

    /// <returns>False if the platform's reader must read the text. Then <paramref name="found"/> is not valid.</returns>
    internal static bool TryFind(ReadOnlySpan<byte> json, ReadOnlySpan<byte[]> names, Span<JsonToken> found)
    {
        int at = SkipWhiteSpace(json, 0);
        if (!Is(json, at, '{'))
        {
            return false;
        }

        at = SkipWhiteSpace(json, at + 1);
        at = Is(json, at, '}') ? at : ReadMembers(json, at, names, found);
        return Is(json, at, '}') && SkipWhiteSpace(json, at + 1) == json.Length;
    }

    // Ends at what follows the last member.
    private static int ReadMembers(ReadOnlySpan<byte> json, int at, ReadOnlySpan<byte[]> names, Span<JsonToken> found)
    {
        SpecialBlock block = SpecialBlock.None;
        while (true)
        {
            int nameEnd = SkipString(json, at, ref block);
            int start = SkipColon(json, nameEnd);
            int end = SkipValue(json, start, ref block);
            if (end == GaveUp || json[at..nameEnd].Contains((byte)'\\'))
            {
                return GaveUp;
            }

            int member = JsonObject.IndexOf(json[(at + 1)..(nameEnd - 1)], names);
            if (member >= 0)
            {
                found[member] = new JsonToken(TypeOf(json[start]), start, end - start);
            }

            at = SkipWhiteSpace(json, end);
            if (!Is(json, at, ','))
            {
                return at;
            }

            at = SkipWhiteSpace(json, at + 1);
        }
    }

    // Containers inside the value need no recursion: one bit for each open one, set for an object.
    private static int SkipValue(ReadOnlySpan<byte> json, int at, ref SpecialBlock block)
    {
        (ulong objects, int depth) = (0, 0);
        do
        {
            if (Is(json, at, '"'))
            {
                at = SkipString(json, at, ref block);
            }
            else if (Is(json, at, '{') || Is(json, at, '['))
            {
                if (depth == MaxLevels)
                {
                    return GaveUp;
                }

                objects = (objects << 1) | (json[at] == '{' ? 1UL : 0);
                depth++;
                at = SkipWhiteSpace(json, at + 1);
                if (!Is(json, at, End(objects)))
                {
                    at = IsObject(objects) ? SkipName(json, at, ref block) : at;
                    continue;
                }
            }
            else
            {
                at = JsonLiteral.Skip(json, at);
            }

            at = GoOn(json, at, ref objects, ref depth, ref block);
        }
        while (depth > 0 && at != GaveUp);

        return at;
    }

    // Closes containers up to the next value.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int GoOn(ReadOnlySpan<byte> json, int at, ref ulong objects, ref int depth, ref SpecialBlock block)
    {
        while (depth > 0)
        {
            at = Is(json, at, ',') ? at : SkipWhiteSpace(json, at);
            if (Is(json, at, ','))
            {
                at = SkipWhiteSpace(json, at + 1);
                return IsObject(objects) ? SkipName(json, at, ref block) : at;
            }

            if (!Is(json, at, End(objects)))
            {
                return GaveUp;
            }

            at++;
            objects >>= 1;
            depth--;
        }

        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SkipName(ReadOnlySpan<byte> json, int at, ref SpecialBlock block) => SkipColon(json, SkipString(json, at, ref block));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SkipColon(ReadOnlySpan<byte> json, int at)
    {
        at = Is(json, at, ':') ? at : SkipWhiteSpace(json, at);
        return Is(json, at, ':') ? SkipWhiteSpace(json, at + 1) : GaveUp;
    }

    // Most strings are short, and one block of bits shows the ends of several.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SkipString(ReadOnlySpan<byte> json, int at, ref SpecialBlock block)
    {
        if (!Is(json, at, '"'))
        {
            return GaveUp;
        }

        at++;
        ulong ahead = block.From(at);
        if (ahead == 0 && json.Length - at >= SpecialBlock.Length)
        {
            block = SpecialBlock.At(json, at);
            ahead = block.From(at);
        }

        if (ahead != 0)
        {
            at += BitOperations.TrailingZeroCount(ahead);
            if (json[at] == '"')
            {
                return at + 1;
            }
        }

        return SkipRestOfString(json, at);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int SkipRestOfString(ReadOnlySpan<byte> json, int at)
    {
        while (json[at..].IndexOfAny(Special) is >= 0 and var plain)
        {
            at += plain;
            if (json[at] == '"')
            {
                return at + 1;
            }

            int escape = json[at] == '\\' ? EscapeLength(json[(at + 1)..]) : 0;
            if (escape == 0)
            {
                return GaveUp;
            }

            at += escape;
        }

        return GaveUp;
    }

    private static int EscapeLength(ReadOnlySpan<byte> escape) => escape switch
    {
        [(byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t', ..] => 2,
        [(byte)'u', var a, var b, var c, var d, ..] when IsHex(a) && IsHex(b) && IsHex(c) && IsHex(d) => 6,
        _ => 0,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SkipWhiteSpace(ReadOnlySpan<byte> json, int at)
    {
        while ((uint)at < (uint)json.Length && json[at] <= ' ' && json[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            at++;
        }

        return at;
    }

    internal static bool Is(ReadOnlySpan<byte> json, int at, char wanted) => (uint)at < (uint)json.Length && json[at] == wanted;

    private static bool IsHex(byte digit) => char.IsAsciiHexDigit((char)digit);

    private static bool IsObject(ulong objects) => (objects & 1) == 1;

    private static char End(ulong objects) => IsObject(objects) ? '}' : ']';

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
