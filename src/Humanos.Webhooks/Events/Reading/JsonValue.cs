using System.Text;
using System.Text.Json;

namespace Humanos.Webhooks;

/// <summary>
/// A value by its text, which is known to be well-formed. Not <see cref="JsonElement"/>, whose parser takes quadratic time for
/// deeply nested text: reading here takes linear time and no recursion, however deep.
/// </summary>
internal readonly record struct JsonValue(JsonTokenType Type, ReadOnlyMemory<byte> Text)
{
    /// <summary>An object's members in their order.</summary>
    internal List<(string Name, JsonValue Value)> Members()
    {
        List<(string Name, JsonValue Value)> members = [];
        var reader = new Utf8JsonReader(Text.Span, JsonToken.AnyDepth);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = Unescape(ref reader) ?? Encoding.UTF8.GetString(reader.ValueSpan);
            reader.Read();
            members.Add((name, Take(ref reader)));
        }

        return members;
    }

    /// <summary>An array's items in their order.</summary>
    internal List<JsonValue> Items()
    {
        List<JsonValue> items = [];
        var reader = new Utf8JsonReader(Text.Span, JsonToken.AnyDepth);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Take(ref reader));
        }

        return items;
    }

    /// <summary>A string's text; null where it is not Unicode text (invalid UTF-8, half a surrogate pair).</summary>
    internal string? Unescape()
    {
        var reader = new Utf8JsonReader(Text.Span);
        reader.Read();
        return Unescape(ref reader);
    }

    private static string? Unescape(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private JsonValue Take(ref Utf8JsonReader reader)
    {
        var token = JsonToken.Take(ref reader);
        return new JsonValue(token.Type, Text.Slice(token.Start, token.Length));
    }
}
