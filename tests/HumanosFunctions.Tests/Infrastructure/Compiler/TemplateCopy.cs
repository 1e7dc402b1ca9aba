namespace HumanosFunctions.Tests.Infrastructure.Compiler;

/// <summary>A copy of infra/ in which a test may plant a fault.</summary>
internal sealed class TemplateCopy : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("humanos-infra-");

    public TemplateCopy()
    {
        string root = RepositoryFiles.Path("infra");
        foreach (string file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            string copy = PathOf(Path.GetRelativePath(root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public string Main => PathOf("main.bicep");

    public string Folder => _folder.FullName;

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public void Plant(string file, string sound, string faulty)
    {
        string source = File.ReadAllText(PathOf(file));
        Assert.Contains(sound, source, StringComparison.Ordinal);
        File.WriteAllText(PathOf(file), source.Replace(sound, faulty, StringComparison.Ordinal));
    }

    /// <summary>What the deployment would make, for the standard values and those of <paramref name="parameters"/>.</summary>
    public async Task<CompilerRun> SnapshotAsync(string name, string parameters)
    {
        await File.WriteAllTextAsync(PathOf($"{name}.bicepparam"), $"""
            using 'main.bicep'
            param environmentName = 'test'
            param location = 'westeurope'
            param principalId = '00000000-0000-0000-0000-000000000001'
            {parameters}
            """);
        return await CompilerRun.OfAsync(
            "snapshot", PathOf($"{name}.bicepparam"), "--mode", "overwrite", "--location", "westeurope",
            "--subscription-id", "00000000-0000-0000-0000-000000000002", "--tenant-id", "00000000-0000-0000-0000-000000000003");
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
