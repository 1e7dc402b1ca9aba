using System.Reflection;
using HumanosFunctions.Connections;
using HumanosFunctions.Payloads;
using HumanosFunctions.Tests.Storage;
using Microsoft.Extensions.Configuration;
using Xunit.Sdk;

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

/// <summary>Bodies in memory, for tests of what stands above the store; out of order on demand.</summary>
internal sealed class HeldPayloads : IPayloadStore
{
    private readonly SortedDictionary<string, byte[]> _bodies = new(StringComparer.Ordinal);

    public bool IsDown { get; set; }

    public IReadOnlyDictionary<string, byte[]> All => _bodies;

    public void Put(string name, byte[] content) => _bodies[name] = content;

    public Task WriteAsync(PayloadContainer container, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        ThrowIfDown();
        _bodies[name] = content.ToArray();
        return Task.CompletedTask;
    }

    public Task<Stream?> OpenAsync(PayloadContainer container, string name, CancellationToken cancellationToken)
    {
        ThrowIfDown();
        return Task.FromResult<Stream?>(_bodies.TryGetValue(name, out byte[]? content) ? new MemoryStream(content) : null);
    }

    public IAsyncEnumerable<StoredPayload> ListAsync(PayloadContainer container, CancellationToken cancellationToken) =>
        _bodies.Select(body => new StoredPayload(body.Key, body.Value.Length)).ToAsyncEnumerable();

    public Task<bool> DeleteAsync(PayloadContainer container, string name, CancellationToken cancellationToken) => Task.FromResult(_bodies.Remove(name));

    public Task ProbeAsync(CancellationToken cancellationToken)
    {
        ThrowIfDown();
        return Task.CompletedTask;
    }

    private void ThrowIfDown()
    {
        if (IsDown)
        {
            throw new IOException("The store is down.");
        }
    }
}

internal static class ReadPayloads
{
    /// <summary>A whole content, or null.</summary>
    public static async Task<byte[]?> ReadAsync(this IPayloadStore bodies, PayloadContainer container, string name)
    {
        await using Stream? stream = await bodies.OpenAsync(container, name, CancellationToken.None);
        if (stream is null)
        {
            return null;
        }

        using var content = new MemoryStream();
        await stream.CopyToAsync(content);
        return content.ToArray();
    }
}

/// <summary>Runs a theory on bodies in Blob storage; skipped with a clear line on a machine without Node for Azurite.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InBlobsAttribute : DataAttribute
{
    public InBlobsAttribute()
    {
        if (!Node.IsPresent)
        {
            Skip = "Azurite needs Node and npm on PATH.";
        }
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[PayloadStoreKind.Blobs]];
}

/// <summary>Runs a theory on bodies in a folder.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InFolderAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[PayloadStoreKind.Folder]];
}
