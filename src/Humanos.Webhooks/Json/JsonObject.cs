using System.Text.Json;

namespace Humanos.Webhooks;

/// <summary>
/// Finds members of a JSON object in one pass: any depth, no recursion, no document in memory. If a name is repeated, the last member
/// wins, as in <c>JSON.parse</c>.
/// </summary>
internal static class JsonObject
{
    private const int MaxNames = 16;
    private const int MaxNameLength = 32;
    private const int MaxEscapedNameLength = 6 * MaxNameLength;

    /// <param name="json">The text, without a byte order mark.</param>
    /// <param name="names">The names to find, unescaped, at most 16, each up to 32 bytes.</param>
    /// <param name="found">Receives the values in the order of the names. Entries of missing members are not changed.</param>
    internal static JsonShape Find(ReadOnlySpan<byte> json, ReadOnlySpan<byte[]> names, Span<JsonToken> found)
    {
        Span<JsonToken> quick = stackalloc JsonToken[MaxNames];
        quick = quick[..found.Length];
        found.CopyTo(quick);
        if (JsonSkimmer.TryFind(json, names, quick))
        {
            quick.CopyTo(found);
            return JsonShape.Object;
        }

        return FindWithReader(json, names, found);
    }

    private static JsonShape FindWithReader(ReadOnlySpan<byte> json, ReadOnlySpan<byte[]> names, Span<JsonToken> found)
    {
        try
        {
            var reader = new Utf8JsonReader(json, JsonToken.AnyDepth);
            reader.Read();
            bool isObject = reader.TokenType == JsonTokenType.StartObject;
            if (isObject)
            {
                ReadMembers(ref reader, names, found);
            }

            // Read to the end to check that the whole text is well-formed.
            while (reader.Read())
            {
            }

            return isObject ? JsonShape.Object : JsonShape.NotAnObject;
        }
        catch (JsonException)
        {
            return JsonShape.Malformed;
        }
    }

    private static void ReadMembers(ref Utf8JsonReader reader, ReadOnlySpan<byte[]> names, Span<JsonToken> found)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int member = IndexOfName(ref reader, names);
            reader.Read();
            var value = JsonToken.Take(ref reader);
            if (member >= 0)
            {
                found[member] = value;
            }
        }
    }

    private static int IndexOfName(ref Utf8JsonReader reader, ReadOnlySpan<byte[]> names)
    {
        if (!reader.ValueIsEscaped)
        {
            return IndexOf(reader.ValueSpan, names);
        }

        if (reader.ValueSpan.Length > MaxEscapedNameLength)
        {
            return -1;
        }

        Span<byte> name = stackalloc byte[MaxEscapedNameLength];
        return JsonToken.TryUnescape(ref reader, name) is { } length ? IndexOf(name[..length], names) : -1;
    }

    internal static int IndexOf(ReadOnlySpan<byte> name, ReadOnlySpan<byte[]> names)
    {
        int index = names.Length - 1;
        while (index >= 0 && (name.Length != names[index].Length || !name.SequenceEqual(names[index])))
        {
            index--;
        }

        return index;
    }
}

/// <summary>The kind of a JSON text.</summary>
internal enum JsonShape
{
    /// <summary>Not exactly one well-formed JSON value.</summary>
    Malformed,

    /// <summary>A well-formed value that is not an object.</summary>
    NotAnObject,

    /// <summary>A well-formed object.</summary>
    Object,
}
