using System.Text;
using System.Text.Json;

namespace Humanos.Webhooks;

/// <summary>Reads when an event happened from the facts that may tell it.</summary>
internal static class FactTime
{
    private const int LongestNumber = 13;

    /// <summary>The first of the candidates that is a time, in UTC; a text without offset counts as UTC.</summary>
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
        token is { Type: JsonTokenType.Number, Length: <= LongestNumber }
            ? UnixTimestamp.Read(Encoding.ASCII.GetString(token.Of(json)))
            : FactText.Read(json, token) is { } text ? TimeText.Read(text) : null;
}
