namespace Testing;

/// <summary>A file with this text for as long as a test needs it.</summary>
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
