using HumanosFunctions.Bodies;

namespace HumanosFunctions.Tests.Bodies;

/// <summary>Bodies in memory, for tests of what stands above the store; out of order on demand.</summary>
internal sealed class HeldBodies : IBodyStore
{
    private readonly SortedDictionary<string, byte[]> _bodies = new(StringComparer.Ordinal);

    public bool IsDown { get; set; }

    public IReadOnlyDictionary<string, byte[]> All => _bodies;

    public void Put(string name, byte[] content) => _bodies[name] = content;

    public Task WriteAsync(BodyContainer container, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        ThrowIfDown();
        _bodies[name] = content.ToArray();
        return Task.CompletedTask;
    }

    public Task<Stream?> OpenAsync(BodyContainer container, string name, CancellationToken cancellationToken)
    {
        ThrowIfDown();
        return Task.FromResult<Stream?>(_bodies.TryGetValue(name, out byte[]? content) ? new MemoryStream(content) : null);
    }

    public IAsyncEnumerable<StoredBody> ListAsync(BodyContainer container, CancellationToken cancellationToken) =>
        _bodies.Select(body => new StoredBody(body.Key, body.Value.Length)).ToAsyncEnumerable();

    public Task<bool> DeleteAsync(BodyContainer container, string name, CancellationToken cancellationToken) => Task.FromResult(_bodies.Remove(name));

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
