using System.Globalization;
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

/// <summary>Reads single values; null where the value is of another kind or unusable. Never throws for what the value holds.</summary>
internal static class JsonScalar
{
    internal static string? Text(JsonValue value) => value.Type == JsonTokenType.String ? value.Unescape() : null;

    internal static bool? Flag(JsonValue value) => value.Type switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => null,
    };

    /// <summary>A text as it is; a number, true or false as JSON spells it.</summary>
    internal static string? AnyText(JsonValue value) => value.Type switch
    {
        JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => Encoding.UTF8.GetString(value.Text.Span),
        _ => Text(value),
    };

    /// <summary>An opaque id: any string, also one that is no Unicode text, or what <see cref="AnyText"/> takes.</summary>
    internal static string? Id(JsonValue value) =>
        AnyText(value) ?? (value.Type == JsonTokenType.String ? OpaqueText.Of(value.Text.Span) : null);

    internal static string? NumberOrText(JsonValue value) => Flag(value) is null ? AnyText(value) : null;

    /// <summary>A number, or a text that is one.</summary>
    internal static decimal? Number(JsonValue value) => Number(NumberOrText(value));

    internal static decimal? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null;
}

/// <summary>Makes one list from an array, from arrays in an array, or from one value alone; leaves out null.</summary>
internal static class JsonItems
{
    // Published are two levels. Arrays deeper than this come out as items, which no reader can use.
    private const int Levels = 4;

    internal static IEnumerable<(string Path, JsonValue Item)> Of(JsonValue value, string path) => Of(value, path, Levels);

    private static IEnumerable<(string Path, JsonValue Item)> Of(JsonValue value, string path, int levels) => value.Type switch
    {
        JsonTokenType.Null => [],
        JsonTokenType.StartArray when levels > 0 => value.Items()
            .SelectMany((item, index) => Of(item, JsonPath.Item(path, index), levels - 1)),
        _ => [(path, value)],
    };
}
