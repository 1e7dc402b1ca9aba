namespace Testing;

/// <summary>The sample payloads of every known version: invented people, one file a version and event.</summary>
public static class Samples
{
    /// <summary>Every sample as <c>version/event</c>, in a fixed order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Directory
        .EnumerateFiles(RepositoryFiles.Path("tests", "Samples"), "*.json", SearchOption.AllDirectories)
        .Select(file => System.IO.Path.GetRelativePath(RepositoryFiles.Path("tests", "Samples"), file))
        .Select(file => file[..^".json".Length].Replace('\\', '/'))
        .Order(StringComparer.Ordinal)];

    public static byte[] Read(string name) =>
        File.ReadAllBytes(RepositoryFiles.Path("tests", "Samples", name + ".json"));
}
