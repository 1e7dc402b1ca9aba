namespace EndToEnd.Packages;

/// <summary>Where a version comes from: the tags of the repository, and a fixed one where there is no repository.</summary>
public sealed class VersionTests : IDisposable
{
    private static readonly string Project = Path.Combine("src", "Humanos.Webhooks", "Humanos.Webhooks.csproj");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("humanos-version-");

    public void Dispose()
    {
        // Git makes its objects read-only.
        foreach (FileInfo file in _folder.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            file.IsReadOnly = false;
        }

        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_tag_is_the_version_of_its_commit_and_commits_after_it_come_before_the_next_patch()
    {
        await CopySourcesAsync();
        await GitAsync("init", "--quiet");
        await CommitAsync("first");
        Assert.Equal("0.1.0-alpha.0", await VersionAsync());

        await GitAsync("tag", "v1.2.3");
        Assert.Equal("1.2.3", await VersionAsync());

        await CommitAsync("second");
        Assert.Equal("1.2.4-alpha.0.1", await VersionAsync());
    }

    [Fact]
    public async Task An_archive_of_the_sources_has_a_version_too()
    {
        await CopySourcesAsync();

        Assert.Equal("0.1.0-alpha.0", await VersionAsync());
    }

    private async Task CopySourcesAsync()
    {
        foreach (string file in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "eng/Packaging.targets", "eng/Versioning.targets" })
        {
            Copy(file);
        }

        foreach (string file in Directory.EnumerateFiles(RepositoryFiles.Path("src", "Humanos.Webhooks"), "*", SearchOption.TopDirectoryOnly))
        {
            Copy(Path.GetRelativePath(RepositoryFiles.Root, file));
        }

        await CommandRun.SucceedAsync("dotnet", ["restore", Project, "--nologo", "-v", "quiet"], _folder.FullName);
    }

    private void Copy(string file)
    {
        string target = Path.Combine(_folder.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(RepositoryFiles.Path(file), target);
    }

    private async Task<string> VersionAsync()
    {
        CommandRun run = await CommandRun.SucceedAsync(
            "dotnet", ["msbuild", Project, "-nologo", "-t:GetAssemblyVersion", "-getProperty:Version", "-p:TargetFramework=net8.0", "-p:Configuration=Release"], _folder.FullName);
        return run.Lines[^1];
    }

    private async Task CommitAsync(string message)
    {
        await GitAsync("add", ".");
        await GitAsync("-c", "user.name=tests", "-c", "user.email=tests@localhost", "-c", "commit.gpgsign=false", "commit", "--quiet", "--allow-empty", "--message", message);
    }

    private Task<CommandRun> GitAsync(params string[] arguments) => CommandRun.SucceedAsync("git", arguments, _folder.FullName);
}
