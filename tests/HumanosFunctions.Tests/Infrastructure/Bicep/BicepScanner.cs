namespace HumanosFunctions.Tests.Infrastructure.Bicep;

/// <summary>Moves through the text of a template without looking into strings and comments.</summary>
internal sealed class BicepScanner(string source)
{
    public int Position { get; set; }

    public char Current => Position < source.Length ? source[Position] : throw new FormatException("The template ends too early.");

    public void SkipSeparators() => SkipAny(" \r\n\t,");

    public void SkipBlank() => SkipAny(" \r\n\t");

    public bool Takes(string word)
    {
        bool found = source.AsSpan(Position).StartsWith(word, StringComparison.Ordinal)
            && !char.IsLetterOrDigit(source[Position + word.Length]);
        Position += found ? word.Length : 0;
        return found;
    }

    public void Expect(char expected)
    {
        if (Current != expected)
        {
            throw new FormatException($"Line {source.AsSpan(0, Position).Count('\n') + 1}: '{expected}' expected.");
        }

        Position++;
    }

    public string TakeName()
    {
        int start = Position;
        SkipOne();
        while (char.IsLetterOrDigit(Current) || Current == '_')
        {
            Position++;
        }

        return source[start..Position].Trim('\'');
    }

    /// <summary>After a value of known structure comes the next one, not an operator.</summary>
    public bool AtEndOfValue()
    {
        while (Position < source.Length && source[Position] is ' ' or '\r')
        {
            Position++;
        }

        return Position >= source.Length || source[Position] is '\n' or ',' or '}' or ']' or ')' or ':';
    }

    /// <summary>To the end of the value, or to the question mark of a choice, which is answered with true.</summary>
    public bool SkipToQuestion()
    {
        while (Position < source.Length && (IsBeforeQuestion() || source[Position] is not ('\n' or ',' or '}' or ']' or ')' or ':')))
        {
            if (source.AsSpan(Position).StartsWith(" ? ", StringComparison.Ordinal) || IsBeforeQuestion())
            {
                SkipBlank();
                return true;
            }

            SkipOne();
        }

        return false;
    }

    public void SkipTo(char wanted)
    {
        while (Current != wanted)
        {
            SkipOne();
        }
    }

    public void SkipBalanced() => SkipOne();

    // A long choice stands on lines of its own.
    private bool IsBeforeQuestion() =>
        source[Position] == '\n' && source.AsSpan(Position).TrimStart().StartsWith("? ", StringComparison.Ordinal);

    private void SkipOne() => Position = BicepToken.End(source, Position);

    private void SkipAny(string blanks)
    {
        while (Position < source.Length && (blanks.Contains(source[Position]) || BicepToken.IsComment(source, Position)))
        {
            Position = BicepToken.IsComment(source, Position) ? BicepToken.End(source, Position) : Position + 1;
        }
    }
}

/// <summary>Where a string, a comment or something in brackets ends; any other character ends with itself.</summary>
internal static class BicepToken
{
    public static bool IsComment(string source, int position) =>
        source.AsSpan(position).StartsWith("//", StringComparison.Ordinal);

    public static int End(string source, int position) => source[position] switch
    {
        '\'' => EndOfString(source, position + 1),
        '(' or '[' or '{' => EndOfBracket(source, position + 1),
        '/' when IsComment(source, position) => EndOfLine(source, position),
        _ => position + 1,
    };

    private static int EndOfLine(string source, int position)
    {
        int end = source.IndexOf('\n', position);
        return end < 0 ? source.Length : end;
    }

    private static int EndOfString(string source, int position)
    {
        while (source[position] != '\'')
        {
            position = source[position] switch
            {
                '\\' => position + 2,
                '$' when source[position + 1] == '{' => EndOfBracket(source, position + 2),
                _ => position + 1,
            };
        }

        return position + 1;
    }

    private static int EndOfBracket(string source, int position)
    {
        while (source[position] is not (')' or ']' or '}'))
        {
            position = End(source, position);
        }

        return position + 1;
    }
}
