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

    public static string Of(string eventId) => IsHash(eventId)
        ? eventId
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(eventId)));

    private static bool IsHash(string text) => text.Length == HashLength && text.All(char.IsAsciiHexDigitLower);
}
