using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Humanos.Webhooks;

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
