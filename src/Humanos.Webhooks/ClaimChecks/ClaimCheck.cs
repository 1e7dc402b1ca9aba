using System.Buffers;
using System.Security.Cryptography;

namespace Humanos.Webhooks;

/// <summary>
/// The claim check of an event that is too large for a message. The JSON is stored as a blob, and the message has an empty JSON
/// object as its body and the blob's name, length, and hash as properties. Call <see cref="ResolveAsync"/> to get the JSON of any
/// message.
/// </summary>
public static class ClaimCheck
{
    /// <summary>Name of the property that holds the blob's name in the container <c>claim-check</c>, a string.</summary>
    public const string BlobProperty = "claimcheck_blob";

    /// <summary>Name of the property that holds the length of the JSON in bytes, an integer.</summary>
    public const string LengthProperty = "claimcheck_length";

    /// <summary>Name of the property that holds the SHA-256 hash of the JSON in hexadecimal, a string.</summary>
    public const string Sha256Property = "claimcheck_sha256";

    /// <summary>Gets the JSON of an event: the message's body or, if the message has a claim check, the verified content of the blob.</summary>
    /// <param name="applicationProperties">The message's application properties.</param>
    /// <param name="body">The message's body.</param>
    /// <param name="open">
    /// Opens the blob with the given name. Its exceptions, such as the one for a missing blob, reach the caller: try again later.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ClaimCheckException">The properties are not a valid claim check, or the blob does not match them.</exception>
    public static Task<ReadOnlyMemory<byte>> ResolveAsync(
        IReadOnlyDictionary<string, object> applicationProperties,
        ReadOnlyMemory<byte> body,
        Func<string, CancellationToken, Task<Stream>> open,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(applicationProperties);
        ArgumentNullException.ThrowIfNull(open);
        return ClaimCheckProperties.Read(applicationProperties) is { } claimCheck
            ? ReadAsync(claimCheck, open, cancellationToken)
            : Task.FromResult(body);
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(
        ClaimCheckProperties claimCheck, Func<string, CancellationToken, Task<Stream>> open, CancellationToken cancellationToken)
    {
        await using Stream blob = await open(claimCheck.Blob, cancellationToken).ConfigureAwait(false);
        return await ClaimCheckBlob.ReadAsync(blob, claimCheck, cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>Reads a blob up to the length in its message, and returns the content only if length and hash match.</summary>
internal static class ClaimCheckBlob
{
    // The stated length is untrusted, so the buffer starts small and grows with the content.
    private const int FirstBuffer = 1024 * 1024;

    public static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream blob, ClaimCheckProperties claimCheck, CancellationToken cancellationToken)
    {
        var content = new ArrayBufferWriter<byte>(Math.Clamp(claimCheck.Length, 1, FirstBuffer));
        while (content.WrittenCount < claimCheck.Length)
        {
            Memory<byte> free = content.GetMemory(1);
            int read = await blob.ReadAsync(free[..Math.Min(free.Length, claimCheck.Length - content.WrittenCount)], cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                throw new ClaimCheckException(ClaimCheckFault.Mismatch);
            }

            content.Advance(read);
        }

        bool ends = await blob.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false) == 0;
        return ends && SHA256.HashData(content.WrittenSpan).AsSpan().SequenceEqual(claimCheck.Sha256)
            ? content.WrittenMemory
            : throw new ClaimCheckException(ClaimCheckFault.Mismatch);
    }
}

/// <summary>The blob's name, length, and hash as a message states them. Messages are untrusted input, so each value is validated.</summary>
internal sealed record ClaimCheckProperties(string Blob, int Length, byte[] Sha256)
{
    private const int MaxNameLength = 255;

    // A single path segment without characters that are special to a file system.
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("-._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Reads the properties; null if the message holds its JSON in the body.</summary>
    /// <exception cref="ClaimCheckException">Some of the properties are present, but they are not a valid claim check.</exception>
    public static ClaimCheckProperties? Read(IReadOnlyDictionary<string, object> properties)
    {
        object? blob = properties.GetValueOrDefault(ClaimCheck.BlobProperty);
        object? length = properties.GetValueOrDefault(ClaimCheck.LengthProperty);
        object? sha256 = properties.GetValueOrDefault(ClaimCheck.Sha256Property);
        if (blob is null && length is null && sha256 is null)
        {
            return null;
        }

        return NameOf(blob) is { } name && LengthOf(length) is { } bytes && HashOf(sha256) is { } hash
            ? new ClaimCheckProperties(name, bytes, hash)
            : throw new ClaimCheckException(ClaimCheckFault.Malformed);
    }

    private static string? NameOf(object? value) =>
        value is string { Length: > 0 and <= MaxNameLength } name && char.IsAsciiLetterOrDigit(name[0]) && !name.AsSpan().ContainsAnyExcept(NameCharacters)
            ? name
            : null;

    // JavaScript clients encode a small number as int.
    private static int? LengthOf(object? value)
    {
        long? length = value switch { long wide => wide, int narrow => narrow, _ => null };
        return length >= 0 && length < Array.MaxLength ? (int)length : null;
    }

    private static byte[]? HashOf(object? value)
    {
        byte[] hash = new byte[SHA256.HashSizeInBytes];
        return value is string text
            && text.Length == 2 * hash.Length
            && Convert.FromHexString(text, hash, out _, out _) == OperationStatus.Done
                ? hash
                : null;
    }
}

/// <summary>
/// The claim check of a message cannot be resolved, and a retry does not help: dead-letter the message. The exception text contains
/// nothing from the message or the blob.
/// </summary>
/// <param name="fault">The cause.</param>
public sealed class ClaimCheckException(ClaimCheckFault fault)
    : Exception(fault == ClaimCheckFault.Mismatch ? "The blob does not match the message's claim check." : "The claim check is malformed.")
{
    /// <summary>The cause.</summary>
    public ClaimCheckFault Fault { get; } = fault;
}

/// <summary>Why a claim check can never be resolved.</summary>
public enum ClaimCheckFault
{
    /// <summary>A property is missing, has the wrong type, or is out of range.</summary>
    Malformed,

    /// <summary>The blob's length or hash differs from the message: the blob was changed, or it belongs to another message.</summary>
    Mismatch,
}
