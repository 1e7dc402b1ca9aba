using System.IO.Enumeration;

namespace Testing;

/// <summary>Finds the files of the repository, wherever a test runs.</summary>
public static class RepositoryFiles
{
    private static readonly string[] Generated = ["bin", "obj", "node_modules", "TestResults", ".git", ".local", ".feed", "packages"];

    public static string Root { get; } = FindRoot();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>Finds all files that match a name pattern, except in folders that a build writes to.</summary>
    public static IEnumerable<string> All(string name) => new FileSystemEnumerable<string>(
        Root,
        (ref FileSystemEntry entry) => entry.ToFullPath(),
        new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
    {
        ShouldRecursePredicate = (ref FileSystemEntry entry) => !Generated.Contains(entry.FileName.ToString()),
        ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && FileSystemName.MatchesSimpleExpression(name, entry.FileName),
    };

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "HumanosFunctions.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("HumanosFunctions.sln is in no folder above the tests.");
    }
}

/// <summary>The sample payloads of every known version, one file per version and event. All people are invented.</summary>
public static class Samples
{
    /// <summary>The names of all samples as <c>version/event</c>, in a fixed order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Directory
        .EnumerateFiles(RepositoryFiles.Path("tests", "Samples"), "*.json", SearchOption.AllDirectories)
        .Select(file => System.IO.Path.GetRelativePath(RepositoryFiles.Path("tests", "Samples"), file))
        .Select(file => file[..^".json".Length].Replace('\\', '/'))
        .Order(StringComparer.Ordinal)];

    public static byte[] Read(string name) =>
        File.ReadAllBytes(RepositoryFiles.Path("tests", "Samples", name + ".json"));
}

/// <summary>A file with the given text, which is deleted on dispose.</summary>
public sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(string text)
    {
        Path = System.IO.Path.Combine(Directory.CreateTempSubdirectory("local-host-").FullName, "settings.json");
        File.WriteAllText(Path, text);
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(System.IO.Path.GetDirectoryName(Path)!, recursive: true);
}
