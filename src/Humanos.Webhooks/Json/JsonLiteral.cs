namespace Humanos.Webhooks;

/// <summary>Checks the words and numbers of a JSON text for <see cref="JsonSkimmer"/>.</summary>
internal static class JsonLiteral
{
    /// <returns>The position behind the word or number, or <see cref="JsonSkimmer.GaveUp"/>.</returns>
    internal static int Skip(ReadOnlySpan<byte> json, int at) => (uint)at < (uint)json.Length ? json[at] switch
    {
        (byte)'t' => SkipWord(json, at, "true"u8),
        (byte)'f' => SkipWord(json, at, "false"u8),
        (byte)'n' => SkipWord(json, at, "null"u8),
        _ => SkipNumber(json, at),
    } : JsonSkimmer.GaveUp;

    private static int SkipWord(ReadOnlySpan<byte> json, int at, ReadOnlySpan<byte> word) => json[at..].StartsWith(word) ? at + word.Length : JsonSkimmer.GaveUp;

    private static int SkipNumber(ReadOnlySpan<byte> json, int at)
    {
        at += JsonSkimmer.Is(json, at, '-') ? 1 : 0;
        at = JsonSkimmer.Is(json, at, '0') ? at + 1 : SkipDigits(json, at);
        if (JsonSkimmer.Is(json, at, '.'))
        {
            at = SkipDigits(json, at + 1);
        }

        if (JsonSkimmer.Is(json, at, 'e') || JsonSkimmer.Is(json, at, 'E'))
        {
            at++;
            at = SkipDigits(json, at + (JsonSkimmer.Is(json, at, '+') || JsonSkimmer.Is(json, at, '-') ? 1 : 0));
        }

        return at;
    }

    // At least one.
    private static int SkipDigits(ReadOnlySpan<byte> json, int at)
    {
        int start = at;
        while ((uint)at < (uint)json.Length && char.IsAsciiDigit((char)json[at]))
        {
            at++;
        }

        return at > start ? at : JsonSkimmer.GaveUp;
    }
}
