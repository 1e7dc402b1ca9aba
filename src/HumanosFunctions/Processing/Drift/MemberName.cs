namespace HumanosFunctions.Processing.Drift;

/// <summary>
/// Cleans the names of members, which are untrusted text. A name is shown only if it looks like one of a schema and is in an object of which the
/// readers know a member. Otherwise it can be a value that a map uses as a name, such as the name or the contact of a person.
/// </summary>
internal static class MemberName
{
    private const int MaxLength = 128;
    private const int MaxStepLength = 40;
    private const string Other = "*";

    // More are rather a phone or document number.
    private const int MaxDigits = 3;

    /// <summary>Returns the names on a JSON path without indexes: <c>credential.data[].unit</c>. A name that is not shown becomes an asterisk.</summary>
    /// <param name="path">The path of a member. Only its last name comes from the payload; the others are known.</param>
    /// <param name="isAmongKnown">Whether the readers know another member of the same object.</param>
    public static string Of(string path, bool isAmongKnown)
    {
        string[] steps = [.. JsonSteps.Of(path)];
        bool isItem = steps is [.., var last] && JsonSteps.IsIndex(last);
        IEnumerable<string> names = steps.Select((step, at) => at < steps.Length - 1 || isItem ? Known(step) : isAmongKnown ? Clean(step) : Other);
        string name = string.Join('.', names).Replace(".[]", "[]", StringComparison.Ordinal);
        return name.Length <= MaxLength ? name : Other;
    }

    private static string Known(string step) => JsonSteps.IsIndex(step) ? "[]" : step == JsonSteps.Context ? "@context" : Clean(step);

    private static string Clean(string step) =>
        step.Length is > 0 and <= MaxStepLength
        && char.IsAsciiLetterLower(step[0])
        && step.Count(char.IsAsciiDigit) <= MaxDigits
        && step.All(character => char.IsAsciiLetterOrDigit(character) || character is '_')
            ? step
            : Other;
}

/// <summary>Splits the JSON paths of the reader into names and indexes.</summary>
internal static class JsonSteps
{
    /// <summary>The only known name that is written in brackets.</summary>
    public const string Context = "['@context']";

    public static bool IsIndex(string step) => step is ['[', >= '0' and <= '9', ..];

    /// <summary>Returns the path of the object or array that the last step is in.</summary>
    public static string ParentOf(string path) => path[..^Of(path).Last().Length].TrimEnd('.');

    // Only the last name of a path comes from the payload. In brackets it is not plain, and can contain any character.
    public static IEnumerable<string> Of(string path)
    {
        string rest = path.TrimStart('$');
        while (rest.Length > 0)
        {
            int end = rest[0] == '[' ? EndOfBracket(rest) : rest.AsSpan(1).IndexOfAny('.', '[') is var next and >= 0 ? next + 1 : rest.Length;
            yield return rest[0] == '.' ? rest[1..end] : rest[..end];
            rest = rest[end..];
        }
    }

    private static int EndOfBracket(string rest) =>
        rest.StartsWith("['", StringComparison.Ordinal)
            ? rest.StartsWith(Context, StringComparison.Ordinal) ? Context.Length : rest.Length
            : rest.IndexOf(']', StringComparison.Ordinal) + 1;
}
