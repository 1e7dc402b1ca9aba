using System.Buffers;
using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace HumanosFunctions.Payloads;

/// <summary>Stores payloads as blobs in the app's storage account, for any number of instances.</summary>
internal sealed class BlobPayloadStore(BlobServiceClient service) : IPayloadStore
{
    private readonly BlobContainers _containers = new(service);

    public Task WriteAsync(PayloadContainer container, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        UseAsync(container, name, (blob, token) => blob.UploadAsync(BinaryData.FromBytes(content), overwrite: true, token), cancellationToken);

    public Task WriteAsync(PayloadContainer container, string name, ReadOnlyMemory<byte> content, string subject, CancellationToken cancellationToken) =>
        SubjectTag.TagsOf(subject) is { } tags
            ? UseAsync(container, name, (blob, token) => blob.UploadAsync(BinaryData.FromBytes(content), new BlobUploadOptions { Tags = tags }, token), cancellationToken)
            : WriteAsync(container, name, content, cancellationToken);

    public Task<Stream?> OpenAsync(PayloadContainer container, string name, CancellationToken cancellationToken) =>
        UseAsync(container, name, OpenAsync, cancellationToken);

    public async IAsyncEnumerable<StoredPayload> ListAsync(
        PayloadContainer container, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BlobContainerClient blobs = await _containers.GetAsync(container, cancellationToken);
        await foreach (BlobItem blob in blobs.GetBlobsAsync(cancellationToken: cancellationToken))
        {
            yield return new StoredPayload(blob.Name, blob.Properties.ContentLength ?? 0);
        }
    }

    public Task<bool> DeleteAsync(PayloadContainer container, string name, CancellationToken cancellationToken) =>
        UseAsync(container, name, async (blob, token) => (await blob.DeleteIfExistsAsync(cancellationToken: token)).Value, cancellationToken);

    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        foreach (PayloadContainer container in PayloadContainer.All)
        {
            await _containers.UseAsync(container, (blobs, token) => blobs.GetPropertiesAsync(cancellationToken: token), cancellationToken);
        }
    }

    private static async Task<Stream?> OpenAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        try
        {
            return (await blob.DownloadStreamingAsync(cancellationToken: cancellationToken)).Value.Content;
        }
        catch (RequestFailedException absent) when (absent.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return null;
        }
    }

    private Task<T> UseAsync<T>(
        PayloadContainer container, string name, Func<BlobClient, CancellationToken, Task<T>> use, CancellationToken cancellationToken)
    {
        PayloadName.ThrowIfInvalid(name);
        return _containers.UseAsync(container, (blobs, token) => use(blobs.GetBlobClient(name), token), cancellationToken);
    }
}

/// <summary>The blob containers. Each is created on first use.</summary>
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
            // Somebody deleted the container. The next use creates it again.
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

/// <summary>The blob index tag that infra/modules/subscriber.bicep uses to limit a team to the large events of its own subjects.</summary>
internal static class SubjectTag
{
    public const string Tag = "subject";

    private const int MaxLength = 256;

    // The characters that Azure allows in the value of a tag.
    private static readonly SearchValues<char> Characters =
        SearchValues.Create(" +-./:=_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Returns null if the subject is not a valid tag value. Then only readers of all large events can read this one.</summary>
    public static Dictionary<string, string>? TagsOf(string subject) =>
        subject.Length is > 0 and <= MaxLength && !subject.AsSpan().ContainsAnyExcept(Characters) ? new() { [Tag] = subject } : null;
}
