using System.Buffers;

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

/// <summary>One entry of a container.</summary>
public sealed record StoredPayload(string Name, long Length);

/// <summary>The two containers, which infra/modules/storage.bicep makes and empties of what is old.</summary>
public sealed class PayloadContainer
{
    private PayloadContainer(string name) => Name = name;

    /// <summary>Large events; other teams may read it.</summary>
    public static PayloadContainer ClaimCheck { get; } = new("claim-check");

    /// <summary>Deliveries that could not be read, still encrypted; nobody else may read it.</summary>
    public static PayloadContainer Quarantine { get; } = new("quarantine");

    public static IReadOnlyList<PayloadContainer> All { get; } = [ClaimCheck, Quarantine];

    public string Name { get; }
}

/// <summary>
/// Names are paths of plain words. Some come back to us from messages and command lines, and none of them may lead out of its
/// container.
/// </summary>
public static class PayloadName
{
    private const int Longest = 255;

    private static readonly SearchValues<char> Characters =
        SearchValues.Create("-._/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= Longest
        && !name.AsSpan().ContainsAnyExcept(Characters)
        && name.Split('/').All(part => part.Length > 0 && char.IsAsciiLetterOrDigit(part[0]));

    /// <exception cref="ArgumentException">The name is none; the message does not hold it.</exception>
    public static void ThrowIfInvalid(string name)
    {
        if (!IsValid(name))
        {
            throw new ArgumentException("A body's name is a path of plain words.", nameof(name));
        }
    }
}
