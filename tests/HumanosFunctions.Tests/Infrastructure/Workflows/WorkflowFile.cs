using System.Text.RegularExpressions;

namespace HumanosFunctions.Tests.Infrastructure.Workflows;

/// <summary>A workflow of GitHub's, and what this repository asks of each beyond the schema.</summary>
internal sealed partial record WorkflowFile(string Name, string Text)
{
    public static IReadOnlyList<WorkflowFile> All { get; } = [.. Directory
        .EnumerateFiles(RepositoryFiles.Path(".github", "workflows"), "*.yml")
        .Order(StringComparer.Ordinal)
        .Select(path => new WorkflowFile(Path.GetFileName(path), File.ReadAllText(path)))];

    public IEnumerable<string> Faults()
    {
        foreach (string use in Uses().Matches(Text).Select(found => found.Groups[1].Value).Where(use => !Pinned().IsMatch(use)))
        {
            yield return $"{use} is not pinned by a commit with its version beside it";
        }

        if (!NoPermissions().IsMatch(Text) || Jobs().Any(job => !MayHave(job)))
        {
            yield return "permissions are not empty at the top and contents: read in a job";
        }

        if (Regex.Count(Text, "^    timeout-minutes: ", RegexOptions.Multiline) != Regex.Count(Text, "^    runs-on: ", RegexOptions.Multiline))
        {
            yield return "a job has no time limit";
        }

        if (!Text.Contains("\nconcurrency:\n", StringComparison.Ordinal))
        {
            yield return "two runs of one branch go on side by side";
        }

        foreach (string path in Paths().Matches(Text).Select(found => found.Value).Distinct().Where(path => !Path.Exists(RepositoryFiles.Path(path))))
        {
            yield return $"{path} is not in the repository";
        }
    }

    private IEnumerable<string> Jobs() => Job().Split(Text[Text.IndexOf("\njobs:\n", StringComparison.Ordinal)..]).Skip(1);

    // Writing is for jobs that run nothing of the repository, and whose rights are listed here.
    private bool MayHave(string job)
    {
        string[] rights = [.. Permission().Matches(job).SelectMany(found => found.Groups[1].Value.Split('\n', StringSplitOptions.TrimEntries))];
        return rights is ["contents: read"]
            || (Name == "release.yml"
                && rights is ["attestations: write", "id-token: write"] or ["contents: write"]
                && !job.Contains("actions/checkout@", StringComparison.Ordinal));
    }

    [GeneratedRegex("uses: (.*)")]
    private static partial Regex Uses();

    [GeneratedRegex(@"^[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")]
    private static partial Regex Pinned();

    [GeneratedRegex(@"^permissions: \{\}$", RegexOptions.Multiline)]
    private static partial Regex NoPermissions();

    [GeneratedRegex(@"^  [\w-]+:\n", RegexOptions.Multiline)]
    private static partial Regex Job();

    [GeneratedRegex(@"^    permissions:\n      (.*(?:\n      .*)*)", RegexOptions.Multiline)]
    private static partial Regex Permission();

    // What the build itself leaves behind is not there before it.
    [GeneratedRegex(@"(?<![\w./""-])(?:(?:src|tests|infra|docs|eng(?!/\.feed)|\.ci|\.github)/[\w./-]*\w|global\.json|[\w.]+\.sample\.json|\w+\.sln|(?:run|test)\.cs)")]
    private static partial Regex Paths();
}
