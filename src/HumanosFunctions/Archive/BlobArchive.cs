using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace HumanosFunctions.Archive;

/// <summary>Keeps the archive as blobs in the app's storage account, for any number of instances.</summary>
internal sealed class BlobArchive(BlobServiceClient service) : IArchiveObjects
{
    /// <summary>The container. infra/modules/storage.bicep creates it and deletes old blobs.</summary>
    public const string Container = "archive";

    private static readonly BlobUploadOptions OnlyNew = new() { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };

    private readonly BlobContainerClient _container = service.GetBlobContainerClient(Container);
    private volatile bool _exists;

    public Task<bool> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        UseAsync(token => TryCreateAsync(_container.GetBlobClient(name), content, token), cancellationToken);

    public async Task<byte[]?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await _container.GetBlobClient(name).DownloadContentAsync(cancellationToken)).Value.Content.ToArray();
        }
        catch (RequestFailedException absent) when (absent.ErrorCode == BlobErrorCode.BlobNotFound || absent.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            return null;
        }
    }

    public async IAsyncEnumerable<string> FoldersAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The reader of an archive may not have the right to create it.
        if (!await _container.ExistsAsync(cancellationToken))
        {
            yield break;
        }

        string prefix = folder.Length == 0 ? string.Empty : $"{folder}/";
        await foreach (BlobHierarchyItem item in _container.GetBlobsByHierarchyAsync(BlobTraits.None, BlobStates.None, "/", prefix, cancellationToken))
        {
            if (item.IsPrefix)
            {
                yield return item.Prefix[prefix.Length..^1];
            }
        }
    }

    public async IAsyncEnumerable<string> NamesAsync(string folder, string beginning, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (BlobItem blob in _container.GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{folder}/{beginning}", cancellationToken))
        {
            yield return blob.Name;
        }
    }

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken) =>
        UseAsync(async token => (await _container.GetBlobClient(name).DeleteIfExistsAsync(cancellationToken: token)).Value, cancellationToken);

    public Task ProbeAsync(CancellationToken cancellationToken) =>
        UseAsync(async token => await _container.GetPropertiesAsync(cancellationToken: token), cancellationToken);

    private static async Task<bool> TryCreateAsync(BlobClient blob, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            await blob.UploadAsync(BinaryData.FromBytes(content), OnlyNew, cancellationToken);
            return true;
        }
        catch (RequestFailedException exists) when (exists.ErrorCode == BlobErrorCode.BlobAlreadyExists || exists.ErrorCode == BlobErrorCode.BlobImmutableDueToPolicy)
        {
            return false;
        }
    }

    private async Task<T> UseAsync<T>(Func<CancellationToken, Task<T>> use, CancellationToken cancellationToken)
    {
        await EnsureExistsAsync(cancellationToken);
        try
        {
            return await use(cancellationToken);
        }
        catch (RequestFailedException gone) when (gone.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            // The container was deleted. The next use creates it again.
            _exists = false;
            throw;
        }
    }

    private async Task EnsureExistsAsync(CancellationToken cancellationToken)
    {
        if (!_exists)
        {
            await _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            _exists = true;
        }
    }
}
