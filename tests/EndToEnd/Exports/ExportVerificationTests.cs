namespace EndToEnd.Exports;

/// <summary>A change of an exported file is found, and only the owner can read the files.</summary>
public sealed class ExportVerificationTests
{
    [Theory]
    [InlineData("evidence")]
    [InlineData("evidence.zip")]
    public async Task A_later_change_is_visible(string name)
    {
        await using ExportedIngestor ingestor = await ExportedIngestor.StartAsync();
        await ingestor.DeliverAsync(ExportTests.Credential("r1", "2026-06-01T12:00:00Z"), "r1");
        string target = ingestor.Target(name);
        IReadOnlyCollection<string> exported = await ingestor.ExportAsync(0, "--request", "r1", "--output", target);
        IReadOnlyCollection<string> verified = await ingestor.RunAsync(0, "export", "--verify", target);
        Assert.Equal(exported.Last()[^64..], verified.Last()[^64..]);
        await ingestor.ExportAsync(2, "--request", "r1", "--output", target);

        if (name.EndsWith(".zip", StringComparison.Ordinal))
        {
            using var zip = System.IO.Compression.ZipFile.Open(target, System.IO.Compression.ZipArchiveMode.Update);
            zip.GetEntry("evidence.html")!.Delete();
            zip.CreateEntry("note.txt").Open().Dispose();
        }
        else
        {
            File.Delete(Path.Combine(target, "evidence.html"));
            await File.WriteAllTextAsync(Path.Combine(target, "note.txt"), "");
            await File.AppendAllTextAsync(Path.Combine(target, "manifest.json"), " ");
        }

        IReadOnlyCollection<string> changed = await ingestor.RunAsync(1, "export", "--verify", target);
        Assert.Contains("evidence.html: missing", changed);
        Assert.Contains("note.txt: not listed", changed);
        Assert.Equal(!name.EndsWith(".zip", StringComparison.Ordinal), changed.Contains("manifest.json: altered"));
    }

    [UnixFact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Only_the_owner_can_read_an_export()
    {
        await using ExportedIngestor ingestor = await ExportedIngestor.StartAsync();
        await ingestor.DeliverAsync(ExportTests.Credential("r1", "2026-06-01T12:00:00Z"), "r1");
        await ingestor.ExportAsync(0, "--request", "r1", "--output", ingestor.Target());
        await ingestor.ExportAsync(0, "--request", "r1", "--output", ingestor.Target("evidence.zip"));

        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        string[] all = [ingestor.Target(), ingestor.Target("evidence.zip"), .. Directory.EnumerateFileSystemEntries(ingestor.Target(), "*", SearchOption.AllDirectories)];
        Assert.All(all, path => Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(path) & Others));
        Assert.True(all.Length > 8);
    }
}
