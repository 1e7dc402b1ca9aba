using HumanosFunctions.Bodies;
using HumanosFunctions.Storage;
using HumanosFunctions.Tests.Storage;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Tests.Bodies;

/// <summary>An empty store of either kind, with the app's own client.</summary>
internal sealed class TestedBodies(Azurite azurite, string kind) : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("humanos-bodies-").FullName;

    public static async Task<TestedBodies> CreateAsync(string kind, Azurite azurite)
    {
        if (kind == BodiesChoice.Blobs)
        {
            await azurite.DeleteContainersAsync();
        }

        return new TestedBodies(azurite, kind);
    }

    /// <summary>Another instance on the same data, as after a restart.</summary>
    public IBodyStore Open() => kind == BodiesChoice.Folder
        ? new FolderBodyStore(Path.Combine(_folder, "deeper"))
        : new BlobBodyStore(StorageConnection.OpenBlobs(
            new ConfigurationBuilder().AddInMemoryCollection([new("AzureWebJobsStorage", azurite.ConnectionString)]).Build(), credential: null));

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
