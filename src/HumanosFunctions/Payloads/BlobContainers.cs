using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace HumanosFunctions.Payloads;

/// <summary>The containers, each made by its first use.</summary>
internal sealed class BlobContainers(BlobServiceClient service)
{
    private readonly ConcurrentDictionary<PayloadContainer, BlobContainerClient> _existing = new();

    public async Task<T> UseAsync<T>(
        PayloadContainer container, Func<BlobContainerClient, CancellationToken, Task<T>> use, CancellationToken cancellationToken)
    {
        BlobContainerClient blobs = await GetAsync(container, cancellationToken);
        try
        {
            return await use(blobs, cancellationToken);
        }
        catch (RequestFailedException gone) when (gone.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            // Somebody deleted it under us: the next use makes it again.
            _existing.TryRemove(container, out _);
            throw;
        }
    }

    public async Task<BlobContainerClient> GetAsync(PayloadContainer container, CancellationToken cancellationToken)
    {
        if (_existing.TryGetValue(container, out BlobContainerClient? known))
        {
            return known;
        }

        BlobContainerClient blobs = service.GetBlobContainerClient(container.Name);
        await blobs.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        return _existing[container] = blobs;
    }
}
