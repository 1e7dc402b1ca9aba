using HumanosFunctions.Bodies;

namespace EndToEnd.Bodies;

/// <summary>A store in which a blob is missing the first times that it is asked for.</summary>
internal sealed class ForgetfulBodyStore(IBodyStore kept, int times) : IBodyStore
{
    private int _asked;

    public int Asked => _asked;

    public async Task<Stream?> OpenAsync(BodyContainer container, string name, CancellationToken cancellationToken) =>
        Interlocked.Increment(ref _asked) <= times ? null : await kept.OpenAsync(container, name, cancellationToken);

    public Task WriteAsync(BodyContainer container, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        kept.WriteAsync(container, name, content, cancellationToken);

    public IAsyncEnumerable<StoredBody> ListAsync(BodyContainer container, CancellationToken cancellationToken) => kept.ListAsync(container, cancellationToken);

    public Task<bool> DeleteAsync(BodyContainer container, string name, CancellationToken cancellationToken) => kept.DeleteAsync(container, name, cancellationToken);

    public Task ProbeAsync(CancellationToken cancellationToken) => kept.ProbeAsync(cancellationToken);
}
