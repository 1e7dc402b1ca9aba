using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace HumanosFunctions.Publishing;

/// <summary>
/// The id of an event as names and logs may show it. The app's own ids are hashes. Other senders can use any text, which can be personal
/// data, so its hash takes its place.
/// </summary>
internal static class HashedId
{
    private const int HashLength = 64;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    public static string Of(string eventId) => IsHash(eventId)
        ? eventId
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(eventId)));

    private static bool IsHash(string text) => text.Length == HashLength && !text.AsSpan().ContainsAnyExcept(HexDigits);
}
