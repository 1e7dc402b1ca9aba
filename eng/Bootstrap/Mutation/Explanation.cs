using System.Text.Json;

namespace Bootstrap.Mutation;

/// <summary>Why changes of a line change nothing that a test could notice.</summary>
/// <param name="File">Relative to the repository, with forward slashes.</param>
/// <param name="Line">The line as it stands, without the space around it.</param>
/// <param name="Replacements">The changes that are spoken of.</param>
/// <param name="Reason">The explanation.</param>
public sealed record Explanation(string File, string Line, IReadOnlyList<string> Replacements, string Reason)
{
    public static IReadOnlyList<Explanation> ReadAll(string file) =>
        JsonSerializer.Deserialize<Explanation[]>(System.IO.File.ReadAllBytes(file), JsonSerializerOptions.Web)!;

    public bool Explains(Mutant mutant) => mutant.File == File && mutant.Line == Line && Replacements.Contains(mutant.Replacement);
}
