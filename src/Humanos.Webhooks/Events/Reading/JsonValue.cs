using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Humanos.Webhooks;

/// <summary>
/// A JSON value with its well-formed text. <see cref="JsonElement"/> is not used because its parser takes quadratic time for deeply
/// nested text. This type reads any depth in linear time and without recursion.
/// </summary>
internal readonly record struct JsonValue(JsonTokenType Type, ReadOnlyMemory<byte> Text)
{
    /// <summary>The members of an object, in order.</summary>
    internal List<(string Name, JsonValue Value)> Members()
    {
        List<(string Name, JsonValue Value)> members = [];
        ForEachMember((name, value) => members.Add((name, value)));
        return members;
    }

    /// <summary>Calls the action with each member of an object, in order.</summary>
    internal void ForEachMember(Action<string, JsonValue> action)
    {
        var reader = new Utf8JsonReader(Text.Span, JsonToken.AnyDepth);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = Unescape(ref reader) ?? Encoding.UTF8.GetString(reader.ValueSpan);
            reader.Read();
            action(name, Take(ref reader));
        }
    }

    /// <summary>The items of an array, in order.</summary>
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

    /// <summary>The text of a string; null if it is not valid Unicode (invalid UTF-8 or an unpaired surrogate).</summary>
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

/// <summary>Reads single values. Returns null if the value has another kind or is not valid. Never throws because of the content.</summary>
internal static class JsonScalar
{
    internal static string? Text(JsonValue value) => value.Type == JsonTokenType.String ? value.Unescape() : null;

    internal static bool? Flag(JsonValue value) => value.Type switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => null,
    };

    /// <summary>A text unchanged; a number, true, or false as its JSON text.</summary>
    internal static string? AnyText(JsonValue value) => value.Type switch
    {
        JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => Encoding.UTF8.GetString(value.Text.Span),
        _ => Text(value),
    };

    /// <summary>An opaque id: any string, even one that is not valid Unicode, or any other value that <see cref="AnyText"/> reads.</summary>
    internal static string? Id(JsonValue value) =>
        AnyText(value) ?? (value.Type == JsonTokenType.String ? OpaqueText.Of(value.Text.Span) : null);

    internal static string? NumberOrText(JsonValue value) => Flag(value) is null ? AnyText(value) : null;

    /// <summary>A number, or a text that contains a number.</summary>
    internal static decimal? Number(JsonValue value) => Number(NumberOrText(value));

    internal static decimal? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null;
}

/// <summary>Lists the items of an array, of nested arrays, or a single value, without nulls.</summary>
internal static class JsonItems
{
    // Published examples have two levels. An array below this level is returned as an item and becomes a problem.
    private const int Levels = 4;

    internal static List<(string Path, JsonValue Item)> Of(JsonValue value, string path)
    {
        List<(string Path, JsonValue Item)> items = [];
        Add(items, value, path, Levels);
        return items;
    }

    private static void Add(List<(string Path, JsonValue Item)> items, JsonValue value, string path, int levels)
    {
        switch (value.Type)
        {
            case JsonTokenType.Null:
                break;
            case JsonTokenType.StartArray when levels > 0:
                List<JsonValue> inner = value.Items();
                for (int index = 0; index < inner.Count; index++)
                {
                    Add(items, inner[index], JsonPath.Item(path, index), levels - 1);
                }

                break;
            default:
                items.Add((path, value));
                break;
        }
    }
}
