namespace HumanosFunctions.Cli.CommandLine;

/// <summary>An id that is shortened to what is unique.</summary>
internal static class ShortId
{
    private const int MaxNamed = 3;

    /// <returns>The id that the text stands for, or null if there is none.</returns>
    /// <exception cref="AmbiguousIdException">Several ids begin with it.</exception>
    public static string? Resolve(string what, string text, IEnumerable<string> known)
    {
        string[] candidates = [.. known.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return candidates.Contains(text, StringComparer.Ordinal) ? text : candidates switch
        {
            [] => null,
            [var only] => only,
            _ => throw new AmbiguousIdException(
                $"{what} '{PlainText.Of(text)}' is ambiguous: {string.Join(", ", candidates.Take(MaxNamed).Select(PlainText.Of))}{(candidates.Length > MaxNamed ? $" and {candidates.Length - MaxNamed} more" : "")} begin with it."),
        };
    }
}

/// <summary>A mistake in the command line that only the items show.</summary>
internal sealed class AmbiguousIdException(string message) : Exception(message);
