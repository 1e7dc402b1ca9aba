using HumanosFunctions.Payloads;

namespace HumanosFunctions.Tests.Payloads;

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
