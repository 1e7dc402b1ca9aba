using System.Text;
using EndToEnd.Deliveries;
using EndToEnd.InProcess;
using EndToEnd.Serving;

namespace EndToEnd.Exports;

/// <summary>An ingestor with an archive, and the command line on its data.</summary>
public sealed class ExportedIngestor : IAsyncDisposable
{
    private readonly DirectoryInfo _target = Directory.CreateTempSubdirectory("humanos-export-");

    private ExportedIngestor(InProcessIngestor ingestor) => Ingestor = ingestor;

    public InProcessIngestor Ingestor { get; }

    /// <summary>A name for an export, which does not exist yet.</summary>
    public string Target(string name = "evidence") => Path.Combine(_target.FullName, name);

    public string ArchiveFolder => Path.Combine(Ingestor.Data.FullName, "bodies", "archive");

    public IReadOnlyList<string> ArchivedFiles => Directory.Exists(ArchiveFolder)
        ? [.. Directory.EnumerateFiles(ArchiveFolder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file).Length == 64)]
        : [];

    public static async Task<ExportedIngestor> StartAsync() => new(await InProcessIngestor.StartAsync(("Humanos:ArchiveDays", "30")));

    public Task<string> DeliverAsync(string json) => DeliverAsync(Encoding.UTF8.GetBytes(json));

    /// <summary>Completes when the event is in the archive and has its effect.</summary>
    public async Task<string> DeliverAsync(byte[] json, string? requestId = null, DateTimeOffset? signedAt = null)
    {
        int before = ArchivedFiles.Count;
        string id = await Ingestor.Http.DeliverAsync(Ingestor.Webhook, Ingestor.Sender.Seal(json, signedAt ?? DateTimeOffset.UtcNow));
        await Eventually.IsTrueAsync(() => ArchivedFiles.Count > before, "the event is archived");
        if (requestId is not null)
        {
            await Ingestor.Http.WaitUntilStoredAsync(Ingestor.Api, requestId);
        }

        return id;
    }

    public async Task<IReadOnlyCollection<string>> RunAsync(int exitCode, params string[] arguments)
    {
        await using LocalProcess process = LocalProcess.Start(arguments);
        int ended = await process.WaitForExitAsync();
        Assert.True(ended == exitCode, $"ended with {ended}: {string.Join('\n', process.Lines)}");
        return process.Lines;
    }

    public Task<IReadOnlyCollection<string>> ExportAsync(int exitCode, params string[] arguments) =>
        RunAsync(exitCode, ["export", .. arguments, "--data", Ingestor.Data.FullName]);

    public async ValueTask DisposeAsync()
    {
        await Ingestor.DisposeAsync();
        _target.Delete(recursive: true);
    }
}
