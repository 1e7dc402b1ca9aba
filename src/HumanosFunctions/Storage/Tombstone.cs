using System.Security.Cryptography;
using System.Text;

namespace HumanosFunctions.Storage;

/// <summary>Marks an erased request, whose events have no effect any more. It holds a hash of the request's id, never the id.</summary>
public sealed record Tombstone(string Hash, DateTimeOffset ErasedAt)
{
    public static Tombstone Of(string requestId, DateTimeOffset erasedAt) => new(HashOf(requestId), erasedAt);

    /// <summary>Returns the SHA-256 of the escaped id in lower-case hex, because an id can be text that has no UTF-8.</summary>
    public static string HashOf(string requestId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(StoredText.Encode(requestId))));
}
