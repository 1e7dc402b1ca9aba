using HumanosFunctions.Connections;
using HumanosFunctions.Payloads;
using HumanosFunctions.Tests.Storage;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Tests.Payloads;

/// <summary>An empty store of either kind, with the app's own client.</summary>
internal sealed class TestedPayloads(Azurite azurite, string kind) : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("humanos-bodies-").FullName;

    public static async Task<TestedPayloads> CreateAsync(string kind, Azurite azurite)
    {
        if (kind == PayloadStoreKind.Blobs)
        {
            await azurite.DeleteContainersAsync();
        }

        return new TestedPayloads(azurite, kind);
    }

    /// <summary>Another instance on the same data, as after a restart.</summary>
    public IPayloadStore Open() => kind == PayloadStoreKind.Folder
        ? new FolderPayloadStore(Path.Combine(_folder, "deeper"))
        : new BlobPayloadStore(StorageConnection.OpenBlobs(
            new ConfigurationBuilder().AddInMemoryCollection([new("AzureWebJobsStorage", azurite.ConnectionString)]).Build(), credential: null));

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
