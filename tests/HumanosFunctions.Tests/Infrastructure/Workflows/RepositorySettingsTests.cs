using System.Text.Json;
using System.Text.RegularExpressions;

namespace HumanosFunctions.Tests.Infrastructure.Workflows;

/// <summary>What GitHub and editors read beside the workflows names what is there.</summary>
public sealed partial class RepositorySettingsTests
{
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

    private static IEnumerable<string> FaultsOfDependabot(string dependabot)
    {
        string[] listed = [.. NpmFolder().Matches(dependabot).Select(found => found.Groups[1].Value)];
        string[] there = [.. RepositoryFiles.All("package.json").Select(file => "/" + Path.GetRelativePath(RepositoryFiles.Root, Path.GetDirectoryName(file)!).Replace('\\', '/'))];
        return there.Except(listed).Select(folder => $"{folder} is not listed").Concat(listed.Except(there).Select(folder => $"{folder} is not there"));
    }

    [GeneratedRegex("^      - (/.*)$", RegexOptions.Multiline)]
    private static partial Regex NpmFolder();
}
