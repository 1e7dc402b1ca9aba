using System.Security.Cryptography;
using System.Text;

namespace HumanosFunctions.Processing.Handlers;

/// <summary>
/// A keyed hash of a document number: tells that two checks saw the same document, and nothing to those without the
/// key. Document numbers are short, so a hash without a key could be searched through.
/// </summary>
public sealed class DocumentHash(DocumentHashKey key)
{
    /// <summary>Lower-case hex HMAC-SHA256; null where there is no number or no key.</summary>
    public async ValueTask<string?> OfAsync(string? number, CancellationToken cancellationToken) =>
        number is { Length: > 0 } && await key.GetAsync(cancellationToken) is { } secret
            ? Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(number)))
            : null;
}
