using System.Text.RegularExpressions;

namespace HumanosFunctions.Tests.Infrastructure.Bicep;

/// <summary>Which names a template declares, and which it uses.</summary>
internal static partial class BicepSymbols
{
    private static readonly HashSet<string> OfTheLanguage =
    [
        "array", "bool", "int", "object", "string", "true", "false", "null", "existing", "for", "if", "in", "from",
        "import", "module", "output", "param", "resource", "targetScope", "var",
    ];

    public static IReadOnlyList<string> Declared(BicepFile file) =>
        [.. Declaration().Matches(file.Source).Concat(Import().Matches(file.Source)).Select(found => found.Groups["name"].Value)];

    /// <summary>Names that are used and neither declared, nor bound by a loop or a function.</summary>
    public static IEnumerable<string> Undeclared(BicepFile file)
    {
        IEnumerable<string> bound = Bound().Matches(Code(file)).SelectMany(found => Word().Matches(found.Value)).Select(word => word.Value);
        return Used(file).Distinct().Except(OfTheLanguage).Except(Declared(file)).Except(bound);
    }

    /// <summary>Parameters that nothing reads: beside its declaration, a name then stands nowhere.</summary>
    public static IEnumerable<string> Unused(BicepFile file) =>
        file.Parameters.Select(parameter => parameter.Name).Where(name => Used(file).Count(use => use == name) < 2);

    private static IEnumerable<string> Used(BicepFile file) => Use().Matches(Code(file)).Select(use => use.Value);

    // Of a text in quotes only the expressions in it stay; comments, keys and the names of outputs go.
    private static string Code(BicepFile file) => Key().Replace(OutputName().Replace(TextOrComment().Replace(file.Source, InnerExpressions), "output "), " ");

    private static string InnerExpressions(Match text) =>
        $" {string.Join(' ', Interpolation().Matches(text.Value).Select(inner => inner.Groups[1].Value))} ";

    [GeneratedRegex(@"^(param|var|resource|module) (?<name>\w+) ", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^import \{ (?<name>\w+) \}", RegexOptions.Multiline)]
    private static partial Regex Import();

    [GeneratedRegex(@"^output \w+ ", RegexOptions.Multiline)]
    private static partial Regex OutputName();

    [GeneratedRegex(@"\bfor (\w+|\(\w+, \w+\)) in\b|\b\w+ =>")]
    private static partial Regex Bound();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<=(^|[{,])[ ]*)\w+:(?= )", RegexOptions.Multiline)]
    private static partial Regex Key();

    [GeneratedRegex(@"(?<![\w.?@])[A-Za-z_]\w*(?![\w(])")]
    private static partial Regex Use();

    [GeneratedRegex(@"'(\\.|[^'\\])*'|//.*$", RegexOptions.Multiline)]
    private static partial Regex TextOrComment();

    [GeneratedRegex(@"\$\{([^}]*)\}")]
    private static partial Regex Interpolation();
}
