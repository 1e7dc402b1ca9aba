using System.Security.Cryptography;
using System.Text;

namespace HumanosFunctions.Processing.Handlers;

/// <summary>
/// A keyed hash of a grantor's contact, under the key of <see cref="DocumentHash"/>: tells that two decisions are of the same
/// person, and nothing to those without the key. Another purpose, so a contact never has the hash of a document's number.
/// </summary>
public sealed class ContactHash(DocumentHashKey key)
{
    private const string Purpose = "contact\n";

    /// <summary>Null where there is no key: contacts are then compared within one event alone.</summary>
    public async ValueTask<Func<string, string>?> OpenAsync(CancellationToken cancellationToken) =>
        await key.GetAsync(cancellationToken) is { } secret
            ? contact => Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(Purpose + contact)))
            : null;
}
