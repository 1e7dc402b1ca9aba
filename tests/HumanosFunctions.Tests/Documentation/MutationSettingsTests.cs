using System.Text.Json;
using System.Text.RegularExpressions;

namespace HumanosFunctions.Tests.Documentation;

/// <summary>The settings of the mutation tests follow the code: a moved file would be left out of a run without a word.</summary>
public sealed class MutationSettingsTests
{
    public static TheoryData<string> Parts => ["protocol", "rotation"];

    [Theory]
    [MemberData(nameof(Parts))]
    public void Every_pattern_of_a_run_matches_files_of_its_project(string part)
    {
        using JsonDocument settings = JsonDocument.Parse(File.ReadAllBytes(RepositoryFiles.Path("tests", "Mutation", $"{part}.json")));
        JsonElement config = settings.RootElement.GetProperty("stryker-config");
        string project = RepositoryFiles.Path("src", Path.GetFileNameWithoutExtension(config.GetProperty("project").GetString()!));
        string[] sources = [.. Directory.GetFiles(project, "*.cs", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(project, file).Replace('\\', '/'))];

        Assert.All(config.GetProperty("mutate").EnumerateArray(), pattern => Assert.Contains(sources, source => Matches(pattern.GetString()!, source)));
    }

    [Fact]
    public void Every_explanation_is_of_a_line_that_the_code_has()
    {
        using JsonDocument explained = JsonDocument.Parse(File.ReadAllBytes(RepositoryFiles.Path("tests", "Mutation", "explained.json")));

        Assert.All(explained.RootElement.EnumerateArray(), explanation => Assert.Contains(
            explanation.GetProperty("line").GetString(),
            File.ReadLines(RepositoryFiles.Path(explanation.GetProperty("file").GetString()!.Split('/'))).Select(line => line.Trim())));
    }

    // Stryker's patterns are relative to the project: ** is any number of folders, * is a part of a name.
    private static bool Matches(string pattern, string source) =>
        Regex.IsMatch(source, $"^{Regex.Escape(pattern).Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal)}$");
}
