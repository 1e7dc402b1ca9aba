using System.Text.RegularExpressions;

namespace HumanosFunctions.Tests.Infrastructure.Operations;

/// <summary>A query of the workbook or of an alert, as its file has it.</summary>
internal sealed partial record QueryFile(string Name, string Text)
{
    public static IReadOnlyList<QueryFile> All { get; } = [.. Directory
        .EnumerateFiles(RepositoryFiles.Path("infra"), "*.kql", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(Read)];

    /// <summary>With a value for what the workbook and the template put in.</summary>
    public string Filled => Text.Replace("{range:grain}", "1h", StringComparison.Ordinal).Replace("HOURS", "6", StringComparison.Ordinal);

    public IEnumerable<string> Metrics => MetricName().Matches(Text).Select(found => found.Groups[1].Value).Distinct();

    public IEnumerable<string> Tags => Tag().Matches(Text).Select(found => found.Groups[1].Value).Distinct();

    private static QueryFile Read(string path) =>
        new(Path.GetRelativePath(RepositoryFiles.Path("infra"), path).Replace('\\', '/'), File.ReadAllText(path));

    [GeneratedRegex(@"'(humanos\.[^']*)'")]
    private static partial Regex MetricName();

    [GeneratedRegex(@"\bProperties\.(\w+)")]
    private static partial Regex Tag();
}
