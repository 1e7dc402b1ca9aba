namespace HumanosFunctions.Tests.Infrastructure.Bicep;

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
