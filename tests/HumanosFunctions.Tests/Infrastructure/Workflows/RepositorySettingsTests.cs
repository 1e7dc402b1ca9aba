using System.IO.Enumeration;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HumanosFunctions.Tests.Infrastructure.Workflows;

/// <summary>What GitHub and editors read beside the workflows names what is there, and the pages for people link to what is there.</summary>
public sealed partial class RepositorySettingsTests
{
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", "TestResults", ".git", ".local", ".feed", "packages"];

    [Fact]
    public void Dependabot_looks_at_every_folder_with_packages_of_npm() =>
        Assert.Empty(FaultsOfDependabot(File.ReadAllText(RepositoryFiles.Path(".github", "dependabot.yml"))));

    [Theory]
    [InlineData("      - /tests/EndToEnd/js\n", "", "/tests/EndToEnd/js is not listed")]
    [InlineData("/tests/EndToEnd/js", "/tests/EndToEnd/javascript", "/tests/EndToEnd/javascript is not there")]
    public void A_folder_that_dependabot_misses_is_found(string sound, string faulty, string fault)
    {
        string dependabot = File.ReadAllText(RepositoryFiles.Path(".github", "dependabot.yml"));
        Assert.Contains(sound, dependabot, StringComparison.Ordinal);

        Assert.Contains(fault, FaultsOfDependabot(dependabot.Replace(sound, faulty, StringComparison.Ordinal)));
    }

    [Fact]
    public void Code_owners_are_named_for_what_is_there() =>
        Assert.All(
            File.ReadLines(RepositoryFiles.Path(".github", "CODEOWNERS")).Where(line => line.StartsWith('/')),
            line => Assert.True(Directory.Exists(RepositoryFiles.Path(line[1..line.IndexOf(' ', StringComparison.Ordinal)])), line));

    [Fact]
    public void The_dev_container_and_the_launch_settings_are_JSON()
    {
        JsonElement container = JsonElement.Parse(File.ReadAllText(RepositoryFiles.Path(".devcontainer", "devcontainer.json")));
        JsonElement launch = JsonElement.Parse(File.ReadAllText(RepositoryFiles.Path("src", "HumanosFunctions.Local", "Properties", "launchSettings.json")));

        Assert.StartsWith("mcr.microsoft.com/devcontainers/dotnet:10.0", container.GetProperty("image").GetString(), StringComparison.Ordinal);
        Assert.All(launch.GetProperty("profiles").EnumerateObject(), profile => Assert.Equal("Project", profile.Value.GetProperty("commandName").GetString()));
    }

    [Fact]
    public void Every_page_links_to_files_that_are_there() =>
        Assert.Empty(OurFiles("*.md").SelectMany(FaultsOfLinks));

    private static IEnumerable<string> FaultsOfDependabot(string dependabot)
    {
        string[] listed = [.. NpmFolder().Matches(dependabot).Select(found => found.Groups[1].Value)];
        string[] there = [.. OurFiles("package.json").Select(file => "/" + Path.GetRelativePath(RepositoryFiles.Root, Path.GetDirectoryName(file)!).Replace('\\', '/'))];
        return there.Except(listed).Select(folder => $"{folder} is not listed").Concat(listed.Except(there).Select(folder => $"{folder} is not there"));
    }

    private static IEnumerable<string> FaultsOfLinks(string page) => Link()
        .Matches(File.ReadAllText(page))
        .Select(found => found.Groups[1].Value)
        .Where(link => !Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, link)))
        .Select(link => $"{Path.GetRelativePath(RepositoryFiles.Root, page)}: {link}");

    // Never into a folder that a build may be writing to just now.
    private static FileSystemEnumerable<string> OurFiles(string name) => new FileSystemEnumerable<string>(
        RepositoryFiles.Root,
        (ref FileSystemEntry entry) => entry.ToFullPath(),
        new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
    {
        ShouldRecursePredicate = (ref FileSystemEntry entry) => !NotOurs.Contains(entry.FileName.ToString()),
        ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && FileSystemName.MatchesSimpleExpression(name, entry.FileName),
    };

    [GeneratedRegex("^      - (/.*)$", RegexOptions.Multiline)]
    private static partial Regex NpmFolder();

    // To a file, without the heading in it; not to an address or a heading alone.
    [GeneratedRegex(@"\]\((?![a-z]+:|#)([^)#\s]+)")]
    private static partial Regex Link();
}
