using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Humanos.Webhooks;

/// <summary>Reads single values; null where the value is of another kind or unusable. Never throws for what the value holds.</summary>
internal static class JsonScalar
{
    internal static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Not Unicode: invalid UTF-8, or half a surrogate pair.
            return null;
        }
    }

    internal static bool? Flag(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>A text as it is; a number, true or false as JSON spells it.</summary>
    internal static string? AnyText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => Raw(value),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => Text(value),
    };

    internal static string? NumberOrText(JsonElement value) => Flag(value) is null ? AnyText(value) : null;

    /// <summary>A number, or a text that is one.</summary>
    internal static decimal? Number(JsonElement value) => Number(NumberOrText(value));

    internal static decimal? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null;

    internal static string Name(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(member));
        }
    }

    /// <summary>The value as it stands in the text, with U+FFFD for what is no UTF-8.</summary>
    internal static string Raw(JsonElement value) => Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value));
}
