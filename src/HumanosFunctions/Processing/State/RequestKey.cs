using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Humanos.Webhooks;

namespace HumanosFunctions.Processing.State;

/// <summary>The id under which a request is stored and read: what the payload holds, whatever that is.</summary>
internal static class RequestKey
{
    // Escaped for an address it is three times as long, and hosts take addresses of eight kibibytes.
    private const int LongestBytes = 1024;
    private const int Beginning = 128;

    /// <summary>What the payload holds, else what stands in for it: the event's own id, by which it can be found.</summary>
    public static string Of(HumanosEvent humanosEvent, string otherwise) => humanosEvent.OpaqueRequestId is { } id ? Of(id) : otherwise;

    /// <summary>The id itself, or what stands for it where it is too long for an address and for a key.</summary>
    public static string Of(string id) => Encoding.UTF8.GetByteCount(id) <= LongestBytes
        ? id
        : string.Create(CultureInfo.InvariantCulture, $"{TruncatedText.Beginning(id, Beginning)}~{id.Length}~sha256:{TruncatedText.Hash(id)}");
}

/// <summary>What is kept of a text that is too long.</summary>
internal static class TruncatedText
{
    /// <summary>The first characters, without half a surrogate pair at their end.</summary>
    public static string Beginning(string text, int length) => text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    /// <summary>Lower-case hex SHA-256 of the text in UTF-8.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
