using System.Text.Json;

namespace Humanos.Webhooks;

/// <summary>Where a value stands in a JSON text. The default value is a member that is not there.</summary>
internal readonly record struct JsonToken(JsonTokenType Type, int Start, int Length)
{
    /// <summary>Any depth is read: the reader keeps one bit a level and does not recurse.</summary>
    internal static JsonReaderOptions AnyDepth { get; } = new() { MaxDepth = int.MaxValue };

    /// <summary>Remembers the value that the reader stands on, and moves to its end.</summary>
    internal static JsonToken Take(ref Utf8JsonReader reader)
    {
        (JsonTokenType type, int start) = (reader.TokenType, (int)reader.TokenStartIndex);
        reader.Skip();
        return new JsonToken(type, start, (int)reader.BytesConsumed - start);
    }

    /// <summary>Some senders put a byte order mark before the text; it is no part of the JSON.</summary>
    internal static ReadOnlySpan<byte> WithoutByteOrderMark(ReadOnlySpan<byte> text) =>
        text.StartsWith("\uFEFF"u8) ? text["\uFEFF"u8.Length..] : text;

    /// <summary>Unescapes the name or string that the reader stands on.</summary>
    /// <returns>The number of bytes; null where it is not Unicode text (invalid UTF-8, half a surrogate pair).</returns>
    internal static int? TryUnescape(ref Utf8JsonReader reader, scoped Span<byte> destination)
    {
        try
        {
            return reader.CopyString(destination);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The value as it stands in the text, a string with its quotes.</summary>
    internal ReadOnlySpan<byte> Of(ReadOnlySpan<byte> text) => text.Slice(Start, Length);

    /// <summary>Unescapes a string into <paramref name="destination"/>, which is at least as long as the token.</summary>
    internal int? TryUnescape(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        var reader = new Utf8JsonReader(Of(text));
        reader.Read();
        return TryUnescape(ref reader, destination);
    }
}
