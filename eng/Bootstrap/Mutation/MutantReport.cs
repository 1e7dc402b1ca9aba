using System.Text.Json;

namespace Bootstrap.Mutation;

/// <summary>Reads Stryker's report (mutation-testing-elements, schema 2).</summary>
public static class MutantReport
{
    public static IReadOnlyList<Mutant> Read(Repository repository, string file)
    {
        using JsonDocument report = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. report.RootElement.GetProperty("files").EnumerateObject().SelectMany(source => In(repository, source))];
    }

    private static IEnumerable<Mutant> In(Repository repository, JsonProperty source)
    {
        string path = Path.GetRelativePath(repository.Root, source.Name).Replace('\\', '/');
        string[] lines = source.Value.GetProperty("source").GetString()!.Split('\n');
        foreach (JsonElement mutant in source.Value.GetProperty("mutants").EnumerateArray())
        {
            int number = mutant.GetProperty("location").GetProperty("start").GetProperty("line").GetInt32();
            string replacement = mutant.TryGetProperty("replacement", out JsonElement text) ? text.GetString()! : string.Empty;
            yield return new Mutant(path, number, lines[number - 1].Trim(), replacement, mutant.GetProperty("status").GetString()!);
        }
    }
}
