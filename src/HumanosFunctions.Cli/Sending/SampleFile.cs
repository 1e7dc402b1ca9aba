using HumanosFunctions.Cli.Development;

namespace HumanosFunctions.Cli.Sending;

/// <summary>A payload to send: a sample by name, or any file.</summary>
internal sealed record SampleFile(string Name, string Path)
{
    private const string Everything = "all";

    /// <exception cref="FileNotFoundException">The name is neither a sample nor a file.</exception>
    public static IEnumerable<SampleFile> Find(string name)
    {
        IReadOnlyList<SampleFile> samples = List();
        if (name == Everything)
        {
            return samples;
        }

        string bare = name.EndsWith(".json", StringComparison.Ordinal) ? name[..^".json".Length] : name;
        return samples.FirstOrDefault(sample => sample.Name == bare) is { } known ? [known]
            : File.Exists(name) ? [new SampleFile(name, name)]
            : throw new FileNotFoundException($"'{name}' is neither a sample nor a file. Samples: {string.Join(", ", samples.Select(sample => sample.Name))}");
    }

    private static IReadOnlyList<SampleFile> List() => [.. Directory
        .EnumerateFiles(OutputFiles.SampleFolder, "*.json", SearchOption.AllDirectories)
        .Select(file => new SampleFile(System.IO.Path.GetRelativePath(OutputFiles.SampleFolder, file)[..^".json".Length].Replace('\\', '/'), file))
        .OrderBy(sample => sample.Name, StringComparer.Ordinal)];
}
