using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace HumanosFunctions.Storage;

/// <summary>
/// Encodes a position in the list of changes as text for a URL. The checksum detects truncated or mistyped text and text of another store.
/// It does not protect against forgery.
/// </summary>
internal static class Continuation
{
    private const int ChecksumLength = 6;

    public static string Write(string store, string position)
    {
        byte[] text = Encoding.ASCII.GetBytes(position);
        return Base64Url.EncodeToString([.. Checksum(store, text), .. text]);
    }

    /// <exception cref="FormatException">The text was not created by <see cref="Write"/> for this store.</exception>
    public static string Read(string store, string continuation)
    {
        byte[] bytes = Base64Url.IsValid(continuation) ? Base64Url.DecodeFromChars(continuation) : [];
        ReadOnlySpan<byte> text = bytes.AsSpan(Math.Min(ChecksumLength, bytes.Length));
        return bytes.Length > ChecksumLength && Checksum(store, text).SequenceEqual(bytes.AsSpan(0, ChecksumLength))
            ? Encoding.ASCII.GetString(text)
            : throw NotOurs();
    }

    public static FormatException NotOurs() => new("The continuation does not belong to this list.");

    private static ReadOnlySpan<byte> Checksum(string store, ReadOnlySpan<byte> text) =>
        SHA256.HashData([.. Encoding.ASCII.GetBytes(store), .. text]).AsSpan(0, ChecksumLength);
}
