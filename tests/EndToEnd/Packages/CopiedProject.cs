namespace EndToEnd.Packages;

/// <summary>A copy of a project in a folder outside of the repository, beside the packages that it may use.</summary>
internal sealed class CopiedProject : IDisposable
{
    private const string Sources = """
        <configuration>
          <packageSources>
            <add key="packed" value="packages" />
          </packageSources>
        </configuration>
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("humanos-consumer-");
    private readonly string _version;

    private CopiedProject(string version) => _version = version;

    public string Folder => _folder.FullName;

    public static async Task<CopiedProject> OfAsync(params string[] path)
    {
        PackedPackages packed = await PackedPackages.Once;
        var copy = new CopiedProject(packed.Version);
        foreach (string file in Directory.GetFiles(RepositoryFiles.Path(path)))
        {
            File.Copy(file, Path.Combine(copy.Folder, Path.GetFileName(file)));
        }

        string packages = Directory.CreateDirectory(Path.Combine(copy.Folder, "packages")).FullName;
        foreach (string id in new[] { PackedPackages.Library, PackedPackages.Companion })
        {
            File.Copy(packed.FileOf(id), Path.Combine(packages, Path.GetFileName(packed.FileOf(id))));
        }

        string sources = Path.Combine(copy.Folder, "nuget.config");
        if (!File.Exists(sources))
        {
            await File.WriteAllTextAsync(sources, Sources);
        }

        return copy;
    }

    /// <summary>Builds it, and returns the folder with what was built.</summary>
    public async Task<string> BuildAsync(params string[] options)
    {
        CommandRun build = await DotnetAsync("build", options);
        Assert.True(build.ExitCode == 0, build.Output);
        return Output;
    }

    /// <summary>Publishes it; the caller judges how that ended.</summary>
    public async Task<(CommandRun Run, string Folder)> PublishAsync(params string[] options) => (await DotnetAsync("publish", options), Output);

    public void Dispose() => _folder.Delete(recursive: true);

    private string Output => Path.Combine(Folder, "out");

    private Task<CommandRun> DotnetAsync(string verb, string[] options) => CommandRun.RunAsync(
        "dotnet", [verb, "-c", "Release", "-o", Output, "--nologo", "-v", "quiet", $"-p:HumanosVersion={_version}", .. options], Folder, environment: PackedPackages.ForConsumers);
}
