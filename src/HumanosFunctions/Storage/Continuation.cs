using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace HumanosFunctions.Storage;

/// <summary>
/// A place in the list of changes, handed out as text that fits into an address. The checksum finds what was cut off,
/// mistyped or made by another store; it is no protection against a forger.
/// </summary>
internal static class Continuation
{
    private const int ChecksumLength = 6;

    public static string Write(string store, string position)
    {
        byte[] text = Encoding.ASCII.GetBytes(position);
        return Base64Url.EncodeToString([.. Checksum(store, text), .. text]);
    }

    /// <exception cref="FormatException">The text is not what <see cref="Write"/> made for this store.</exception>
    public static string Read(string store, string continuation)
    {
        byte[] bytes = Base64Url.IsValid(continuation) ? Base64Url.DecodeFromChars(continuation) : [];
        ReadOnlySpan<byte> text = bytes.AsSpan(Math.Min(ChecksumLength, bytes.Length));
        return bytes.Length > ChecksumLength && Checksum(store, text).SequenceEqual(bytes.AsSpan(0, ChecksumLength))
            ? Encoding.ASCII.GetString(text)
            : throw NotOurs();
    }

    public static FormatException NotOurs() => new("The continuation is not one that was handed out for this list.");

    private static ReadOnlySpan<byte> Checksum(string store, ReadOnlySpan<byte> text) =>
        SHA256.HashData([.. Encoding.ASCII.GetBytes(store), .. text]).AsSpan(0, ChecksumLength);
}
