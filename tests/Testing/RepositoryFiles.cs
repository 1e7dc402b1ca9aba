using System.IO.Enumeration;

namespace Testing;

/// <summary>Finds the repository's own files from wherever a test runs.</summary>
public static class RepositoryFiles
{
    private static readonly string[] Generated = ["bin", "obj", "node_modules", "TestResults", ".git", ".local", ".feed", "packages"];

    public static string Root { get; } = FindRoot();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>Every file of a name pattern, without entering a folder that a build may be writing to.</summary>
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
