using System.Buffers;
using System.Security.Cryptography;

namespace Humanos.Webhooks;

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
