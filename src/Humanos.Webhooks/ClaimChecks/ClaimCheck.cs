using System.Buffers;
using System.Security.Cryptography;

namespace Humanos.Webhooks;

/// <summary>
/// An event that is too large for a message lies beside it as a blob, and the message, whose body is then an empty JSON object,
/// says which one, how long and with which hash. Subscribers get the JSON of any message by <see cref="ResolveAsync"/>.
/// </summary>
public static class ClaimCheck
{
    /// <summary>Property: the blob's name in the container <c>claim-check</c>, a text.</summary>
    public const string BlobProperty = "claimcheck_blob";

    /// <summary>Property: how many bytes the JSON has, a whole number.</summary>
    public const string LengthProperty = "claimcheck_length";

    /// <summary>Property: the SHA-256 of the JSON in hex, a text.</summary>
    public const string Sha256Property = "claimcheck_sha256";

    /// <summary>The JSON of an event: the message's body or, where the message says so, the blob's content, verified.</summary>
    /// <param name="applicationProperties">The message's application properties.</param>
    /// <param name="body">The message's body.</param>
    /// <param name="open">Opens the blob of a name. What it throws, for a blob that is missing too, is passed on: try again later.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ClaimCheckException">The properties are no claim check, or the blob is not what they say: never use its bytes.</exception>
    public static Task<ReadOnlyMemory<byte>> ResolveAsync(
        IReadOnlyDictionary<string, object> applicationProperties,
        ReadOnlyMemory<byte> body,
        Func<string, CancellationToken, Task<Stream>> open,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(applicationProperties);
        ArgumentNullException.ThrowIfNull(open);
        return ClaimTicket.Read(applicationProperties) is { } ticket
            ? ReadAsync(ticket, open, cancellationToken)
            : Task.FromResult(body);
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(
        ClaimTicket ticket, Func<string, CancellationToken, Task<Stream>> open, CancellationToken cancellationToken)
    {
        await using Stream blob = await open(ticket.Blob, cancellationToken).ConfigureAwait(false);
        return await ClaimedBody.ReadAsync(blob, ticket, cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>Reads a blob no further than its message says it is long, and gives it out only where length and hash fit.</summary>
internal static class ClaimedBody
{
    // A length that is a lie must not cost memory, so the buffer grows with what really comes.
    private const int FirstBuffer = 1024 * 1024;

    public static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream blob, ClaimTicket ticket, CancellationToken cancellationToken)
    {
        var content = new ArrayBufferWriter<byte>(Math.Clamp(ticket.Length, 1, FirstBuffer));
        while (content.WrittenCount < ticket.Length)
        {
            Memory<byte> free = content.GetMemory(1);
            int read = await blob.ReadAsync(free[..Math.Min(free.Length, ticket.Length - content.WrittenCount)], cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                throw new ClaimCheckException(ClaimCheckFault.Mismatch);
            }

            content.Advance(read);
        }

        bool ends = await blob.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false) == 0;
        return ends && SHA256.HashData(content.WrittenSpan).AsSpan().SequenceEqual(ticket.Sha256)
            ? content.WrittenMemory
            : throw new ClaimCheckException(ClaimCheckFault.Mismatch);
    }
}

/// <summary>What a message says of the blob beside it. Messages come from outside, so each part is held to its form.</summary>
internal sealed record ClaimTicket(string Blob, int Length, byte[] Sha256)
{
    private const int LongestName = 255;

    // One part of a path and nothing that a file system reads otherwise.
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("-._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Null where the message has its JSON in itself.</summary>
    /// <exception cref="ClaimCheckException">One of the properties is there, and they are no claim check.</exception>
    public static ClaimTicket? Read(IReadOnlyDictionary<string, object> properties)
    {
        object? blob = properties.GetValueOrDefault(ClaimCheck.BlobProperty);
        object? length = properties.GetValueOrDefault(ClaimCheck.LengthProperty);
        object? sha256 = properties.GetValueOrDefault(ClaimCheck.Sha256Property);
        if (blob is null && length is null && sha256 is null)
        {
            return null;
        }

        return NameOf(blob) is { } name && LengthOf(length) is { } bytes && HashOf(sha256) is { } hash
            ? new ClaimTicket(name, bytes, hash)
            : throw new ClaimCheckException(ClaimCheckFault.Malformed);
    }

    private static string? NameOf(object? value) =>
        value is string { Length: > 0 and <= LongestName } name && char.IsAsciiLetterOrDigit(name[0]) && !name.AsSpan().ContainsAnyExcept(NameCharacters)
            ? name
            : null;

    // A sender in JavaScript writes a small number as int.
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
/// The JSON of an event cannot be had from beside its message, and trying again will not help: dead-letter the message. The text
/// holds nothing of message or blob.
/// </summary>
/// <param name="fault">What is wrong.</param>
public sealed class ClaimCheckException(ClaimCheckFault fault)
    : Exception(fault == ClaimCheckFault.Mismatch ? "The blob is not the one that the message was published with." : "The claim check is malformed.")
{
    /// <summary>What is wrong.</summary>
    public ClaimCheckFault Fault { get; } = fault;
}

/// <summary>Why the JSON of an event cannot be had from beside its message, however often it is tried.</summary>
public enum ClaimCheckFault
{
    /// <summary>The message's properties are no claim check: one is missing, of another type, or out of its range.</summary>
    Malformed,

    /// <summary>The blob has another length or another hash than the message says: it was altered, or is another's.</summary>
    Mismatch,
}
