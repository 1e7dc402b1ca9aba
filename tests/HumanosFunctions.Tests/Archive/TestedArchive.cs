using Azure.Messaging.ServiceBus;
using HumanosFunctions.Archive;
using HumanosFunctions.Connections;
using HumanosFunctions.Payloads;
using HumanosFunctions.Tests.Storage;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Tests.Archive;

/// <summary>An empty archive of either kind, with the app's own client.</summary>
internal sealed class TestedArchive : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("humanos-archive-").FullName;

    private TestedArchive(string kind, Azurite? azurite)
    {
        Objects = kind == PayloadStoreKind.Folder
            ? new FolderArchive(Path.Combine(_folder, "deeper"))
            : new BlobArchive(StorageConnection.OpenBlobs(
                new ConfigurationBuilder().AddInMemoryCollection([new("AzureWebJobsStorage", azurite!.ConnectionString)]).Build(), credential: null));
        Archive = new EventArchive(Objects);
    }

    public IArchiveObjects Objects { get; }

    public EventArchive Archive { get; }

    public string Folder => Path.Combine(_folder, "deeper");

    public static TestedArchive InFolder() => new(PayloadStoreKind.Folder, azurite: null);

    public static async Task<TestedArchive> CreateAsync(string kind, Azurite azurite)
    {
        if (kind == PayloadStoreKind.Blobs)
        {
            await azurite.DeleteContainersAsync();
        }

        return new TestedArchive(kind, azurite);
    }

    /// <summary>Replaces an object, which the archive itself never does.</summary>
    public async Task PutAsync(string name, byte[] content)
    {
        await Objects.DeleteAsync(name, CancellationToken.None);
        Assert.True(await Objects.TryCreateAsync(name, content, CancellationToken.None));
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}

/// <summary>Events for the archive.</summary>
internal static class Archived
{
    public static readonly DateTimeOffset Received = new(2026, 6, 1, 12, 30, 15, 250, TimeSpan.Zero);

    public static ArchivedEvent Event(string id = "event-1", DateTimeOffset? receivedAt = null, string body = """{"eventType":"credential"}""", params (string Name, object Value)[] properties) =>
        ArchivedEvent.Of(
            ServiceBusModelFactory.ServiceBusReceivedMessage(
                subject: "credential", contentType: "application/json", correlationId: "request-1", enqueuedTime: Received.AddSeconds(1)),
            id,
            [
                new("cloudEvents_id", id),
                new("humanos_received_at", HumanosFunctions.Publishing.Rfc3339.Format(receivedAt ?? Received)),
                .. properties.Select(property => new KeyValuePair<string, object>(property.Name, property.Value)),
            ],
            System.Text.Encoding.UTF8.GetBytes(body));

    public static async Task<ArchivedEvent> FindAsync(this EventArchive archive, string name) =>
        Assert.IsType<ArchiveReading.Found>(await archive.ReadAsync(name, CancellationToken.None)).Event;

    public static Task<ArchiveWrite> WriteAsync(this EventArchive archive, ArchivedEvent archived) => archive.WriteAsync(archived, CancellationToken.None);
}
