using System.Text;

namespace HumanosFunctions.Publishing;

/// <summary>The rule for text of others in a message property: short, valid, and nothing that acts on who shows it.</summary>
public static class PropertyText
{
    private const int Longest = 256;

    /// <summary>The text, or null where it is not fit.</summary>
    public static string? Of(string? text) =>
        text is { Length: <= Longest } && !string.IsNullOrWhiteSpace(text) && text.EnumerateRunes().All(IsFit) ? text : null;

    // Half a surrogate pair, and bytes that were no UTF-8, are read as the replacement character.
    private static bool IsFit(Rune rune) => rune != Rune.ReplacementChar && !Rune.IsControl(rune) && !IsDirection(rune.Value);

    private static bool IsDirection(int character) =>
        character is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
