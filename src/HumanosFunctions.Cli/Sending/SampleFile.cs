using HumanosFunctions.Cli.Development;

namespace HumanosFunctions.Cli.Sending;

/// <summary>A payload to send: a sample by name, or any file.</summary>
internal sealed record SampleFile(string Name, string Path)
{
    private const string Everything = "all";

    /// <param name="name">A sample, a sample's name without its version, a file, or <c>all</c>.</param>
    /// <param name="version">The version of a name without one; null for the newest that has it.</param>
    /// <exception cref="FileNotFoundException">The name is neither a sample nor a file.</exception>
    public static IEnumerable<SampleFile> Find(string name, string? version = null)
    {
        IReadOnlyList<SampleFile> samples = List();
        if (name == Everything)
        {
            return version is null ? samples : samples.Where(sample => sample.Name.StartsWith(version + "/", StringComparison.Ordinal));
        }

        string bare = name.EndsWith(".json", StringComparison.Ordinal) ? name[..^".json".Length] : name;
        return samples.FirstOrDefault(sample => sample.Name == bare) is { } known ? [known]
            : samples.LastOrDefault(sample => sample.Name == $"{version ?? sample.Name.Split('/')[0]}/{bare}" && IsDated(sample, version)) is { } newest ? [newest]
            : File.Exists(name) ? [new SampleFile(name, name)]
            : throw new FileNotFoundException($"'{name}' is neither a sample nor a file. Samples: {string.Join(", ", samples.Select(sample => sample.Name))}");
    }

    // The order of their names is that of dated versions; the oldest have none.
    private static bool IsDated(SampleFile sample, string? version) => version is not null || char.IsAsciiDigit(sample.Name[0]);

    private static IReadOnlyList<SampleFile> List() => [.. Directory
        .EnumerateFiles(OutputFiles.SampleFolder, "*.json", SearchOption.AllDirectories)
        .Select(file => new SampleFile(System.IO.Path.GetRelativePath(OutputFiles.SampleFolder, file)[..^".json".Length].Replace('\\', '/'), file))
        .OrderBy(sample => sample.Name, StringComparer.Ordinal)];
}
