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

/// <summary>A change of the code.</summary>
/// <param name="File">Relative to the repository, with forward slashes.</param>
/// <param name="Number">The line number.</param>
/// <param name="Line">The line where the change starts, without surrounding white space.</param>
/// <param name="Replacement">The text in place of the original.</param>
/// <param name="Status">The test result: Killed, Survived, Timeout, NoCoverage …</param>
public sealed record Mutant(string File, int Number, string Line, string Replacement, string Status)
{
    /// <summary>Whether a test noticed the change. A test that does not end counts.</summary>
    public bool IsNoticed => Status is "Killed" or "Timeout";

    public bool IsMissed => Status is "Survived" or "NoCoverage";
}

/// <summary>Why no test can notice certain changes of a line.</summary>
/// <param name="File">Relative to the repository, with forward slashes.</param>
/// <param name="Line">The line, without surrounding white space.</param>
/// <param name="Replacements">The changes.</param>
/// <param name="Reason">The explanation.</param>
public sealed record Explanation(string File, string Line, IReadOnlyList<string> Replacements, string Reason)
{
    public static IReadOnlyList<Explanation> ReadAll(string file) =>
        JsonSerializer.Deserialize<Explanation[]>(System.IO.File.ReadAllBytes(file), JsonSerializerOptions.Web)!;

    public bool Explains(Mutant mutant) => mutant.File == File && mutant.Line == Line && Replacements.Contains(mutant.Replacement);
}
