using System.Text.Json;

namespace HumanosFunctions.Tests.Infrastructure;

/// <summary>The explanations of mutants that no test can notice speak of code that is still there.</summary>
public sealed class ExplainedMutantTests
{
    public static TheoryData<string, string> Explained
    {
        get
        {
            var lines = new TheoryData<string, string>();
            foreach (JsonElement explanation in JsonElement.Parse(File.ReadAllBytes(RepositoryFiles.Path("tests", "Mutation", "explained.json"))).EnumerateArray())
            {
                lines.Add(explanation.GetProperty("file").GetString()!, explanation.GetProperty("line").GetString()!);
            }

            return lines;
        }
    }

    [Theory]
    [MemberData(nameof(Explained))]
    public void An_explained_line_stands_exactly_once_in_its_file(string file, string line) =>
        Assert.Single(File.ReadLines(RepositoryFiles.Path(file)), found => found.Trim() == line);
}
