using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Humanos.Webhooks;

namespace HumanosFunctions.Processing.State;

/// <summary>The id under which a request is stored and read: what the payload holds, whatever that is.</summary>
public static class RequestKey
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
