using System.Text;
using System.Text.Json;

namespace Humanos.Webhooks;

/// <summary>Reads a text that is safe to use as a message property.</summary>
internal static class FactText
{
    private const int MaxTextLength = 256;

    // Every character escaped, plus the quotes.
    private const int MaxTokenLength = (6 * MaxTextLength) + 2;

    /// <summary>The first of the candidates that is safe.</summary>
    internal static string? First(ReadOnlySpan<byte> json, ReadOnlySpan<JsonToken> candidates)
    {
        foreach (JsonToken candidate in candidates)
        {
            if (Read(json, candidate) is { } text)
            {
                return text;
            }
        }

        return null;
    }

    /// <summary>The text of a string; null if it is absent, not a string, or not safe.</summary>
    internal static string? Read(ReadOnlySpan<byte> json, JsonToken token)
    {
        if (token.Type != JsonTokenType.String || token.Length > MaxTokenLength)
        {
            return null;
        }

        Span<byte> utf8 = stackalloc byte[MaxTokenLength];
        if (token.TryUnescape(json, utf8) is not { } length)
        {
            return null;
        }

        string text = Encoding.UTF8.GetString(utf8[..length]);
        return text.Length > MaxTextLength || string.IsNullOrWhiteSpace(text) || HasUnsafeCharacters(text) ? null : text;
    }

    // Control characters, and characters that change the text direction.
    private static bool HasUnsafeCharacters(ReadOnlySpan<char> text) =>
        text.ContainsAnyInRange('\u0000', '\u001F')
        || text.ContainsAnyInRange('\u007F', '\u009F')
        || text.ContainsAny('\u061C', '\u200E', '\u200F')
        || text.ContainsAnyInRange('\u202A', '\u202E')
        || text.ContainsAnyInRange('\u2066', '\u2069');
}

/// <summary>Reads the time of an event.</summary>
internal static class FactTime
{
    private const int MaxNumberLength = 13;

    /// <summary>The first valid time among the candidates, in UTC. A text without an offset is UTC.</summary>
    internal static DateTimeOffset? First(ReadOnlySpan<byte> json, ReadOnlySpan<JsonToken> candidates)
    {
        foreach (JsonToken candidate in candidates)
        {
            if (Read(json, candidate) is { } time)
            {
                return time;
            }
        }

        return null;
    }

    private static DateTimeOffset? Read(ReadOnlySpan<byte> json, JsonToken token) =>
        token is { Type: JsonTokenType.Number, Length: <= MaxNumberLength }
            ? UnixTimestamp.Read(Encoding.ASCII.GetString(token.Of(json)))
            : FactText.Read(json, token) is { } text ? TimeText.Read(text) : null;
}
