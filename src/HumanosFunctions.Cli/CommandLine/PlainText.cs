namespace HumanosFunctions.Cli.CommandLine;

/// <summary>Text from messages for a terminal, without control characters, which a terminal would execute.</summary>
internal static class PlainText
{
    private const string Nothing = "-";
    private const char Replacement = '?';

    public static string Of(string? text) => text is { Length: > 0 }
        ? string.Concat(text.Select(character => char.IsControl(character) ? Replacement : character))
        : Nothing;
}
