namespace HumanosFunctions.Cli.CommandLine;

/// <summary>Text of others for a terminal, where control characters would be commands.</summary>
internal static class PlainText
{
    private const string Nothing = "-";
    private const char Replacement = '?';

    public static string Of(string? text) => text is { Length: > 0 }
        ? string.Concat(text.Select(character => char.IsControl(character) ? Replacement : character))
        : Nothing;
}
