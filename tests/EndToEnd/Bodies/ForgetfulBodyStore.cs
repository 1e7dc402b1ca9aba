using HumanosFunctions.Payloads;

namespace EndToEnd.Bodies;

/// <summary>A store in which a blob is missing the first times that it is asked for.</summary>
internal sealed class ForgetfulBodyStore(IPayloadStore kept, int times) : IPayloadStore
{
    private int _asked;

    public int Asked => _asked;

    public async Task<Stream?> OpenAsync(PayloadContainer container, string name, CancellationToken cancellationToken) =>
        Interlocked.Increment(ref _asked) <= times ? null : await kept.OpenAsync(container, name, cancellationToken);

    public Task WriteAsync(PayloadContainer container, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        kept.WriteAsync(container, name, content, cancellationToken);

    public IAsyncEnumerable<StoredPayload> ListAsync(PayloadContainer container, CancellationToken cancellationToken) => kept.ListAsync(container, cancellationToken);

    public Task<bool> DeleteAsync(PayloadContainer container, string name, CancellationToken cancellationToken) => kept.DeleteAsync(container, name, cancellationToken);

    public Task ProbeAsync(CancellationToken cancellationToken) => kept.ProbeAsync(cancellationToken);
}
