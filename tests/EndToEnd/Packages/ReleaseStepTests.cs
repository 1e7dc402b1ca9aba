using System.Text.Json;
using System.Text.RegularExpressions;

namespace EndToEnd.Packages;

/// <summary>The steps of the release workflow that can run here, run as they are written there.</summary>
public sealed partial class ReleaseStepTests : IDisposable
{
    private static readonly string Workflow = File.ReadAllText(RepositoryFiles.Path(".github", "workflows", "release.yml"));

    private readonly DirectoryInfo _runner = Directory.CreateTempSubdirectory("humanos-release-");

    private string Release => Path.Combine(_runner.FullName, "release");

    public void Dispose() => _runner.Delete(recursive: true);

    [BashFact]
    public async Task It_packs_what_has_the_version_of_the_tag()
    {
        PackedPackages packed = await PackedPackages.Once;

        await SucceedAsync("Packages and tool", packed.Version);

        await SucceedAsync("The packages have the version of the tag", packed.Version);
        Assert.NotEqual(0, (await RunAsync("The packages have the version of the tag", "9.9.9")).ExitCode);
        Assert.Equal(
            new[] { PackedPackages.Library, PackedPackages.Companion, PackedPackages.Tool }
                .SelectMany(id => new[] { $"{id}.{packed.Version}.nupkg", $"{id}.{packed.Version}.snupkg" }).Order(StringComparer.Ordinal),
            Directory.GetFiles(Release).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public async Task It_writes_a_bill_of_materials()
    {
        Skip.If(OperatingSystem.IsWindows(), BashFactAttribute.Reason);
        Directory.CreateDirectory(Release);
        // As in the workflow: it reads what packing has restored.
        await PackedPackages.Once;

        CommandRun run = await RunAsync("Bill of materials", "1.2.3");

        Skip.If(run.Output.Contains("could not be found in NuGet feeds", StringComparison.Ordinal) || run.Output.Contains("NU110", StringComparison.Ordinal), "The feed lacks a tool.");
        Assert.True(run.ExitCode == 0, run.Output);
        using JsonDocument bill = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(Release, "HumanosFunctions.cdx.json")));
        Assert.Equal("CycloneDX", bill.RootElement.GetProperty("bomFormat").GetString());
        Assert.Equal("1.2.3", bill.RootElement.GetProperty("metadata").GetProperty("component").GetProperty("version").GetString());
        string[] components = [.. bill.RootElement.GetProperty("components").EnumerateArray().Select(component => component.GetProperty("name").GetString()!)];
        Assert.All(["Azure.Identity", "Microsoft.Data.Sqlite", "System.CommandLine"], name => Assert.Contains(name, components));
        Assert.DoesNotContain("xunit", components);
    }

    [BashFact]
    public async Task A_version_that_the_changelog_does_not_tell_of_is_not_released()
    {
        CommandRun run = await RunAsync("Release notes", "9.9.9");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("CHANGELOG.md has no section", run.Output, StringComparison.Ordinal);
    }

    [BashFact]
    public async Task The_notes_are_what_the_changelog_says_of_the_version()
    {
        string changelog = Path.Combine(_runner.FullName, "CHANGELOG.md");
        await File.WriteAllTextAsync(changelog, "# Changelog\n\n## [Unreleased]\n\n- soon\n\n## [1.2.0] - 2026-06-01\n\n### Added\n\n- this\n\n## [1.2.0-rc.1] - 2026-05-01\n\n- that\n");

        CommandRun run = await CommandRun.SucceedAsync(RepositoryFiles.Path("eng", "release-notes.sh"), ["1.2.0", changelog], _runner.FullName);

        Assert.Equal(["### Added", "- this"], run.Lines);
    }

    private async Task SucceedAsync(string step, string version)
    {
        CommandRun run = await RunAsync(step, version);
        Assert.True(run.ExitCode == 0, run.Output);
    }

    private Task<CommandRun> RunAsync(string step, string version) => CommandRun.RunAsync(
        "bash",
        ["-e", "-o", "pipefail", "-c", TextOf(step)],
        RepositoryFiles.Root,
        environment: new Dictionary<string, string> { ["RUNNER_TEMP"] = _runner.FullName, ["GITHUB_REF_NAME"] = $"v{version}" });

    // One line behind "run:", or the lines of a block below it.
    private static string TextOf(string step)
    {
        Match found = Step().Matches(Workflow).Single(match => match.Groups["name"].Value == step);
        return found.Groups["line"].Success ? found.Groups["line"].Value : found.Groups["block"].Value.Replace("\n          ", "\n", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^      - name: (?<name>[^\n]+)\n        run: (?:\|(?<block>(?:\n          [^\n]*)+)|(?<line>[^\n]+))", RegexOptions.Multiline)]
    private static partial Regex Step();
}
