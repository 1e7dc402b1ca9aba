using System.Text.RegularExpressions;

namespace HumanosFunctions.Tests.Architecture;

/// <summary>The names in a source file: what it declares, what it imports, and what it uses.</summary>
internal sealed partial class SourceText
{
    // Before a name, these do not make it the name of a member or variable that is declared there.
    private static readonly HashSet<string> Keywords =
    [
        "abstract", "and", "as", "async", "await", "case", "class", "const", "else", "event", "from", "get", "in", "init", "interface", "internal", "is",
        "new", "not", "or", "out", "override", "params", "partial", "private", "protected", "public", "readonly", "record", "ref", "required", "return",
        "scoped", "sealed", "select", "set", "static", "struct", "switch", "this", "throw", "using", "virtual", "when", "where", "yield",
    ];

    public SourceText(string source)
    {
        Namespace = NamespaceLine().Match(source) is { Success: true } line ? line.Groups[1].Value : string.Empty;
        Imports = [.. Import().Matches(source).Select(import => import.Groups[1].Value)];
        string code = EnumMembers().Replace(Noise().Replace(source, string.Empty), "$1");
        Declared = [.. Declaration().Matches(code).Select(type => type.Groups[1].Value)];
        Used = [.. Name().Matches(code).Where(name => !IsMember(code, name)).Select(name => name.Value)];
        Qualified = [.. QualifiedName().Matches(code).Select(name => name.Value)];
    }

    public string Namespace { get; }

    public IReadOnlyList<string> Imports { get; }

    /// <summary>The types at the top of the file, not those within others.</summary>
    public IReadOnlyList<string> Declared { get; }

    /// <summary>Names that may be those of types.</summary>
    public HashSet<string> Used { get; }

    /// <summary>Names with a dot in them, such as <c>Storage.StateRow</c>.</summary>
    public HashSet<string> Qualified { get; }

    // "Type Name" declares a name; "Name =" and "Name:" set one.
    private static bool IsMember(string code, Match name) =>
        Assigned().IsMatch(code.AsSpan(name.Index + name.Length, Math.Min(8, code.Length - name.Index - name.Length)))
        || (DeclaredAfter().Match(code[Math.Max(0, name.Index - 80)..name.Index]) is { Success: true } before && !Keywords.Contains(before.Groups[1].Value));

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^using ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Import();

    // Comments, import lines and texts without code in them.
    [GeneratedRegex("""(?m)//[^\n]*|^using [^\n]*|^namespace [^\n]*|(?<![$@])"(?:[^"\\\n]|\\.)*"(?!")""")]
    private static partial Regex Noise();

    [GeneratedRegex(@"(\benum \w+\s*)\{[^}]*\}")]
    private static partial Regex EnumMembers();

    [GeneratedRegex(@"^(?:(?:public|internal|static|sealed|abstract|partial|readonly|file)\s+)*(?:class|record struct|record|struct|interface|enum|delegate \w+)\s+(\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*")]
    private static partial Regex Name();

    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*(\.[A-Z]\w*)+")]
    private static partial Regex QualifiedName();

    [GeneratedRegex(@"^\s*(=(?![=>])|:(?!:))")]
    private static partial Regex Assigned();

    [GeneratedRegex(@"(\w+|\w>|>>|[\w>\]]\?|\[\]>?)\s+\z")]
    private static partial Regex DeclaredAfter();
}
