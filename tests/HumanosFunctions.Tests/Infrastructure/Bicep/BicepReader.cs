using System.Globalization;
using static HumanosFunctions.Tests.Infrastructure.Bicep.BicepValue;

namespace HumanosFunctions.Tests.Infrastructure.Bicep;

/// <summary>Reads one value: objects, arrays, loops and literals by structure, all else as an expression.</summary>
internal sealed class BicepReader(string source, int position)
{
    private readonly BicepScanner _scanner = new(source) { Position = position };

    /// <summary>A value after a declaration's equals sign; a condition is left out, a loop stands for one turn.</summary>
    public BicepValue ReadDeclared()
    {
        _scanner.SkipBlank();
        if (_scanner.Takes("if"))
        {
            _scanner.SkipBlank();
            _scanner.SkipBalanced();
        }

        return Read();
    }

    private BicepValue Read()
    {
        _scanner.SkipBlank();
        int start = _scanner.Position;
        BicepValue? structure = _scanner.Current switch
        {
            '{' => ReadMembers(),
            '[' => ReadItems(),
            _ => null,
        };
        if (structure is not null && _scanner.AtEndOfValue())
        {
            return structure;
        }

        _scanner.Position = start;
        return ReadExpression(start);
    }

    private Members ReadMembers()
    {
        var members = new Dictionary<string, BicepValue>();
        _scanner.Position++;
        for (_scanner.SkipSeparators(); _scanner.Current != '}'; _scanner.SkipSeparators())
        {
            string name = _scanner.TakeName();
            _scanner.SkipBlank();
            _scanner.Expect(':');
            members.Add(name, Read());
        }

        _scanner.Position++;
        return new Members(members);
    }

    private Items ReadItems()
    {
        _scanner.Position++;
        _scanner.SkipSeparators();
        if (_scanner.Takes("for"))
        {
            _scanner.SkipTo(':');
            _scanner.Expect(':');
        }

        var items = new List<BicepValue>();
        for (_scanner.SkipSeparators(); _scanner.Current != ']'; _scanner.SkipSeparators())
        {
            items.Add(ReadDeclared());
        }

        _scanner.Position++;
        return new Items(items);
    }

    private BicepValue ReadExpression(int start)
    {
        if (!_scanner.SkipToQuestion())
        {
            return BicepLiteral.Of(source[start.._scanner.Position].Trim());
        }

        _scanner.Expect('?');
        BicepValue first = Read();
        _scanner.SkipBlank();
        _scanner.Expect(':');
        return new Choice(first, Read());
    }
}

internal static class BicepLiteral
{
    public static BicepValue Of(string source) => source switch
    {
        "null" => new Nothing(),
        "true" or "false" => new Flag(source == "true"),
        _ when int.TryParse(source, CultureInfo.InvariantCulture, out int number) => new Number(number),
        _ when IsPlainText(source) => new Text(source[1..^1]),
        _ => new Expression(source),
    };

    private static bool IsPlainText(string source) =>
        source is ['\'', .., '\'']
        && source.Length >= 2
        && !source[1..^1].Contains('\'', StringComparison.Ordinal)
        && !source.Contains("${", StringComparison.Ordinal);
}
