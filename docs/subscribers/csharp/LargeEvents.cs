using Azure.Storage.Blobs;

namespace SampleSubscriber;

/// <summary>
/// Where the events lie that are too large for a message: in a container of the ingestor's storage account or, beside a local
/// ingestor, in a folder.
/// </summary>
internal sealed class LargeEvents(BlobContainerClient? container, string? folder)
{
    private const string UrlVariable = "CLAIM_CHECK_URL";
    private const string FolderVariable = "CLAIM_CHECK_FOLDER";

    /// <summary>The address ends in <c>/claim-check</c>, and has a token behind it where no credential is given here.</summary>
    public static LargeEvents FromEnvironment() => new(
        Environment.GetEnvironmentVariable(UrlVariable) is { Length: > 0 } url ? new BlobContainerClient(new Uri(url)) : null,
        Environment.GetEnvironmentVariable(FolderVariable));

    /// <summary>Throws where the blob cannot be had now: the message then comes again. The reader has checked the name.</summary>
    public Task<Stream> OpenAsync(string blob, CancellationToken cancellationToken) => (container, folder) switch
    {
        (not null, _) => container.GetBlobClient(blob).OpenReadAsync(cancellationToken: cancellationToken),
        (_, { Length: > 0 }) => Task.FromResult<Stream>(File.OpenRead(Path.Combine(folder, blob))),
        _ => throw new InvalidOperationException($"A large event came, and neither {UrlVariable} nor {FolderVariable} is set."),
    };
}
