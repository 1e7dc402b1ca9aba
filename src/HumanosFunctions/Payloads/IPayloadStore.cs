namespace HumanosFunctions.Payloads;

/// <summary>
/// Keeps bytes that go in no message: large events and deliveries that could not be read. Every method throws where the store
/// cannot be used now, and <see cref="ArgumentException"/> for a name that is no <see cref="PayloadName"/>.
/// </summary>
public interface IPayloadStore
{
    /// <summary>Returns when the content is durable. It appears at once or not at all, takes the place of what has its name, and its age begins anew.</summary>
    Task WriteAsync(PayloadContainer container, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>The same, marked with the event's subject where the store has marks: rights to read can then hang on it.</summary>
    Task WriteAsync(PayloadContainer container, string name, ReadOnlyMemory<byte> content, string subject, CancellationToken cancellationToken) =>
        WriteAsync(container, name, content, cancellationToken);

    /// <summary>Null where nothing has this name.</summary>
    Task<Stream?> OpenAsync(PayloadContainer container, string name, CancellationToken cancellationToken);

    /// <summary>All that a container holds, ordered by name.</summary>
    IAsyncEnumerable<StoredPayload> ListAsync(PayloadContainer container, CancellationToken cancellationToken);

    /// <summary>False where nothing had this name.</summary>
    Task<bool> DeleteAsync(PayloadContainer container, string name, CancellationToken cancellationToken);

    /// <summary>Ends when the store could be used; throws where it could not.</summary>
    Task ProbeAsync(CancellationToken cancellationToken);
}
