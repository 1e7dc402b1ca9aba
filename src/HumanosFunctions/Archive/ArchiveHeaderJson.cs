using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HumanosFunctions.Archive;

/// <summary>The JSON of a header. A property is its text or, if it has another type than text, an object that names the type.</summary>
internal static class ArchiveHeaderJson
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        IgnoreReadOnlyProperties = true,
        RespectNullableAnnotations = true,
        Converters = { new PropertyConverter() },
    };

    public static byte[] Write(ArchiveHeader header) => JsonSerializer.SerializeToUtf8Bytes(header, Json);

    /// <exception cref="JsonException">The line is not a header.</exception>
    public static ArchiveHeader? Read(ReadOnlySpan<byte> line) => JsonSerializer.Deserialize<ArchiveHeader>(line, Json);

    private sealed class PropertyConverter : JsonConverter<object>
    {
        public override object Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                return reader.GetString()!;
            }

            using JsonDocument typed = JsonDocument.ParseValue(ref reader);
            return typed.RootElement.ValueKind == JsonValueKind.Object && typed.RootElement.EnumerateObject().FirstOrDefault() is { Name: { Length: > 0 } type } value
                ? PropertyTypes.Read(type, value.Value.GetString() ?? throw new JsonException())
                : throw new JsonException();
        }

        public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options)
        {
            if (value is string text)
            {
                writer.WriteStringValue(text);
                return;
            }

            (string type, string written) = PropertyTypes.Write(value);
            writer.WriteStartObject();
            writer.WriteString(type, written);
            writer.WriteEndObject();
        }
    }
}

/// <summary>Writes the values of application properties as text, and reads them back with their types.</summary>
internal static class PropertyTypes
{
    // A list or a map, which only other senders use and which cannot be sent again.
    private const string Other = "other";

    private static readonly System.Globalization.CultureInfo Invariant = System.Globalization.CultureInfo.InvariantCulture;

    public static (string Type, string Text) Write(object value) => value switch
    {
        bool flag => ("bool", flag ? "true" : "false"),
        byte number => ("byte", number.ToString(Invariant)),
        sbyte number => ("sbyte", number.ToString(Invariant)),
        short number => ("short", number.ToString(Invariant)),
        ushort number => ("ushort", number.ToString(Invariant)),
        int number => ("int", number.ToString(Invariant)),
        uint number => ("uint", number.ToString(Invariant)),
        long number => ("long", number.ToString(Invariant)),
        ulong number => ("ulong", number.ToString(Invariant)),
        float number => ("float", number.ToString("R", Invariant)),
        double number => ("double", number.ToString("R", Invariant)),
        decimal number => ("decimal", number.ToString(Invariant)),
        char character => ("char", ((int)character).ToString(Invariant)),
        Guid id => ("guid", id.ToString()),
        DateTime time => ("time", time.ToString("O", Invariant)),
        DateTimeOffset time => ("timeOffset", time.ToString("O", Invariant)),
        TimeSpan duration => ("duration", duration.ToString("c", Invariant)),
        Uri address => ("uri", address.OriginalString),
        byte[] bytes => ("bytes", Convert.ToBase64String(bytes)),
        _ => (Other, value.GetType().Name),
    };

    /// <exception cref="FormatException">The text is not of this type.</exception>
    public static object Read(string type, string text) => type switch
    {
        "bool" => bool.Parse(text),
        "byte" => byte.Parse(text, Invariant),
        "sbyte" => sbyte.Parse(text, Invariant),
        "short" => short.Parse(text, Invariant),
        "ushort" => ushort.Parse(text, Invariant),
        "int" => int.Parse(text, Invariant),
        "uint" => uint.Parse(text, Invariant),
        "long" => long.Parse(text, Invariant),
        "ulong" => ulong.Parse(text, Invariant),
        "float" => float.Parse(text, Invariant),
        "double" => double.Parse(text, Invariant),
        "decimal" => decimal.Parse(text, Invariant),
        "char" => (char)ushort.Parse(text, Invariant),
        "guid" => Guid.Parse(text),
        "time" => DateTime.ParseExact(text, "O", Invariant, System.Globalization.DateTimeStyles.RoundtripKind),
        "timeOffset" => DateTimeOffset.ParseExact(text, "O", Invariant),
        "duration" => TimeSpan.ParseExact(text, "c", Invariant),
        "uri" => new Uri(text, UriKind.RelativeOrAbsolute),
        "bytes" => Convert.FromBase64String(text),
        Other => new UnsupportedValue(text),
        _ => throw new FormatException("A property has an unknown type."),
    };
}

/// <summary>Stands for the value of a property that cannot be sent again. Only its type is kept.</summary>
internal sealed record UnsupportedValue(string Type);
