using EndToEnd.Deliveries;

namespace EndToEnd.Exports;

/// <summary>An export names what it could not read, and writes nothing where it has nothing to write.</summary>
public sealed class ExportProblemTests
{
    [Theory]
    [InlineData("missing")]
    [InlineData("truncated")]
    [InlineData("altered")]
    public async Task What_happened_to_an_object_of_the_archive_is_named_and_the_rest_is_exported(string harm)
    {
        await using ExportedIngestor ingestor = await ExportedIngestor.StartAsync();
        string harmed = await ingestor.DeliverAsync(ExportTests.Credential("r1", "2026-06-01T12:00:00Z"), "r1");
        string sound = await ingestor.DeliverAsync(ExportTests.Credential("r1", "2026-06-01T13:00:00Z"), "r1");
        await Eventually.IsTrueAsync(
            async () => (await ingestor.Ingestor.Http.StoredAsync(ingestor.Ingestor.Api, "r1"))!.Value.GetProperty("events").GetArrayLength() == 2, "both are stored");
        string file = Assert.Single(ingestor.ArchivedFiles, file => Path.GetFileName(file) == harmed);
        byte[] content = await File.ReadAllBytesAsync(file);
        File.Delete(file);
        if (harm != "missing")
        {
            content[^5] ^= (byte)(harm == "altered" ? 1 : 0);
            await File.WriteAllBytesAsync(file, harm == "truncated" ? content[..^3] : content);
        }

        IReadOnlyCollection<string> lines = await ingestor.ExportAsync(1, "--request", "r1", "--output", ingestor.Target());

        Assert.Contains(lines, line => line.Contains($"does not have event {harmed} of the state", StringComparison.Ordinal));
        string folder = ExportTests.FolderOf(ingestor.Target(), "r1");
        Assert.Equal($"{sound}.json", Path.GetFileName(Assert.Single(Directory.EnumerateFiles(Path.Combine(folder, "events")))));
        string manifest = await File.ReadAllTextAsync(Path.Combine(ingestor.Target(), "manifest.json"));
        Assert.Contains(harmed, manifest, StringComparison.Ordinal);
        Assert.Contains(harmed, await File.ReadAllTextAsync(Path.Combine(ingestor.Target(), "evidence.html")), StringComparison.Ordinal);
        await ingestor.RunAsync(0, "export", "--verify", ingestor.Target());

        await ingestor.RunAsync(harm == "missing" ? 0 : 1, "events", "drift", "--data", ingestor.Ingestor.Data.FullName);
    }

    [Fact]
    public async Task A_state_that_was_not_made_from_the_archive_is_reported()
    {
        await using ExportedIngestor ingestor = await ExportedIngestor.StartAsync();
        string id = await ingestor.DeliverAsync(ExportTests.Credential("r1", "2026-06-01T12:00:00Z"), "r1");
        DirectoryInfo other = Directory.CreateDirectory(Path.Combine(ingestor.Ingestor.Data.FullName, "other"));
        Copy(ingestor.ArchiveFolder, Path.Combine(other.FullName, "bodies", "archive"));

        IReadOnlyCollection<string> lines = await ingestor.RunAsync(1, "export", "--request", "r1", "--output", ingestor.Target(), "--data", other.FullName);

        Assert.Contains(lines, line => line.Contains($"The state was not made from event {id} of the archive", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Give --request", "export", "--output", "x")]
    [InlineData("Give --output", "export", "--request", "r1")]
    [InlineData("--verify takes no other option", "export", "--verify", "x", "--request", "r1")]
    [InlineData("--from takes a time before", "export", "--from", "1h", "--to", "2h", "--output", "x")]
    public async Task A_mistake_is_told_in_one_sentence_and_nothing_is_written(string sentence, params string[] arguments)
    {
        await using ExportedIngestor ingestor = await ExportedIngestor.StartAsync();

        Assert.Contains(await ingestor.RunAsync(2, [.. arguments, "--data", ingestor.Ingestor.Data.FullName]), line => line.Contains(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_written_where_nothing_is_found()
    {
        await using ExportedIngestor ingestor = await ExportedIngestor.StartAsync();

        Assert.Contains(await ingestor.ExportAsync(1, "--request", "nobody", "--output", ingestor.Target()), line => line.StartsWith("Nothing was found", StringComparison.Ordinal));
        Assert.False(Path.Exists(ingestor.Target()));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(ingestor.Target())!));
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
