using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HumanosFunctions.Storage;

/// <summary>
/// The place in the list of changes where the next page begins, handed out as text that fits into an address. The
/// checksum finds what was cut off, mistyped or made by another store; it is no protection against a forger.
/// </summary>
internal sealed record Continuation(long Ticks, string Name)
{
    private const int ChecksumLength = 6;
    private const int TicksLength = 19;

    public static Continuation Start(long ticks) => new(ticks, string.Empty);

    public string Write(string store)
    {
        byte[] position = Encoding.ASCII.GetBytes($"{Ticks:D19}{Name}");
        return Base64Url.EncodeToString([.. Checksum(store, position), .. position]);
    }

    /// <exception cref="FormatException">The text is not what <see cref="Write"/> made for this store and a list that begins there.</exception>
    public static Continuation Read(string store, string text, long start)
    {
        byte[] bytes = Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : [];
        ReadOnlySpan<byte> position = bytes.AsSpan(Math.Min(ChecksumLength, bytes.Length));
        if (position.Length < TicksLength || !Checksum(store, position).SequenceEqual(bytes.AsSpan(0, ChecksumLength)))
        {
            throw NotOurs();
        }

        long ticks = long.Parse(position[..TicksLength], CultureInfo.InvariantCulture);
        return ticks >= start ? new Continuation(ticks, Encoding.ASCII.GetString(position[TicksLength..])) : throw NotOurs();
    }

    private static FormatException NotOurs() => new("The continuation is not one that was handed out for this list.");

    private static ReadOnlySpan<byte> Checksum(string store, ReadOnlySpan<byte> position) =>
        SHA256.HashData([.. Encoding.ASCII.GetBytes(store), .. position]).AsSpan(0, ChecksumLength);
}
