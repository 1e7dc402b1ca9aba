using System.Text.Json;

namespace Humanos.Webhooks;

/// <summary>The position of a value in a JSON text. The default value represents a missing member.</summary>
internal readonly record struct JsonToken(JsonTokenType Type, int Start, int Length)
{
    /// <summary>Any depth is safe, because the reader stores one bit per level and does not recurse.</summary>
    internal static JsonReaderOptions AnyDepth { get; } = new() { MaxDepth = int.MaxValue };

    /// <summary>Returns the position of the reader's current value, and moves the reader to the end of the value.</summary>
    internal static JsonToken Take(ref Utf8JsonReader reader)
    {
        (JsonTokenType type, int start) = (reader.TokenType, (int)reader.TokenStartIndex);
        reader.Skip();
        return new JsonToken(type, start, (int)reader.BytesConsumed - start);
    }

    /// <summary>Removes a byte order mark, which some senders write and which is not part of the JSON.</summary>
    internal static ReadOnlySpan<byte> WithoutByteOrderMark(ReadOnlySpan<byte> text) =>
        text.StartsWith("\uFEFF"u8) ? text["\uFEFF"u8.Length..] : text;

    /// <summary>Unescapes the reader's current name or string.</summary>
    /// <returns>The number of bytes; null if the text is not valid Unicode (invalid UTF-8 or an unpaired surrogate).</returns>
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

    /// <summary>The value as it appears in the text. A string includes its quotes.</summary>
    internal ReadOnlySpan<byte> Of(ReadOnlySpan<byte> text) => text.Slice(Start, Length);

    /// <summary>Unescapes a string into <paramref name="destination"/>, which must be at least as long as the token.</summary>
    internal int? TryUnescape(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        var reader = new Utf8JsonReader(Of(text));
        reader.Read();
        return TryUnescape(ref reader, destination);
    }
}
