using System.Buffers;

namespace HumanosFunctions.Payloads;

/// <summary>
/// Stores payloads outside of messages: large events (claim check) and quarantined deliveries. Every method throws if the store is not
/// available, and <see cref="ArgumentException"/> if a name is not a valid <see cref="PayloadName"/>.
/// </summary>
public interface IPayloadStore
{
    /// <summary>Completes when the content is durable. The write is atomic, replaces a payload of the same name and resets its age.</summary>
    Task WriteAsync(PayloadContainer container, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Also tags the payload with the subject of the event if the store supports tags, so that read access can depend on it.</summary>
    Task WriteAsync(PayloadContainer container, string name, ReadOnlyMemory<byte> content, string subject, CancellationToken cancellationToken) =>
        WriteAsync(container, name, content, cancellationToken);

    /// <summary>Returns null if there is no payload of this name.</summary>
    Task<Stream?> OpenAsync(PayloadContainer container, string name, CancellationToken cancellationToken);

    /// <summary>Lists the payloads of a container, ordered by name.</summary>
    IAsyncEnumerable<StoredPayload> ListAsync(PayloadContainer container, CancellationToken cancellationToken);

    /// <summary>Returns false if there was no payload of this name.</summary>
    Task<bool> DeleteAsync(PayloadContainer container, string name, CancellationToken cancellationToken);

    /// <summary>Completes if the store is available, and throws otherwise.</summary>
    Task ProbeAsync(CancellationToken cancellationToken);
}

/// <summary>A payload in a container.</summary>
public sealed record StoredPayload(string Name, long Length);

/// <summary>The two containers. infra/modules/storage.bicep creates them and deletes old payloads.</summary>
public sealed class PayloadContainer
{
    private PayloadContainer(string name) => Name = name;

    /// <summary>Large events. Other teams can have read access.</summary>
    public static PayloadContainer ClaimCheck { get; } = new("claim-check");

    /// <summary>Deliveries that could not be read, still encrypted. No other team has access.</summary>
    public static PayloadContainer Quarantine { get; } = new("quarantine");

    public static IReadOnlyList<PayloadContainer> All { get; } = [ClaimCheck, Quarantine];

    public string Name { get; }
}

/// <summary>
/// Validates names of payloads, which are relative paths. Some names come from messages and command lines, and none of them must point
/// outside of its container.
/// </summary>
public static class PayloadName
{
    private const int MaxLength = 255;

    private static readonly SearchValues<char> Characters =
        SearchValues.Create("-._/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= MaxLength
        && !name.AsSpan().ContainsAnyExcept(Characters)
        && name.Split('/').All(part => part.Length > 0 && char.IsAsciiLetterOrDigit(part[0]));

    /// <exception cref="ArgumentException">The name is not valid. The message does not contain it.</exception>
    public static void ThrowIfInvalid(string name)
    {
        if (!IsValid(name))
        {
            throw new ArgumentException("The name of a payload is a path of letters, digits, '-', '.' and '_'.", nameof(name));
        }
    }
}
