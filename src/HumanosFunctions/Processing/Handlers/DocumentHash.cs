using System.Security.Cryptography;
using System.Text;
using HumanosFunctions.Secrets;

namespace HumanosFunctions.Processing.Handlers;

/// <summary>
/// A keyed hash of a document number: tells that two checks saw the same document, and nothing to those without the
/// key. Document numbers are short, so a hash without a key could be searched through.
/// </summary>
internal sealed class DocumentHash(DocumentHashKey key)
{
    /// <summary>Lower-case hex HMAC-SHA256; null where there is no number or no key.</summary>
    public async ValueTask<string?> OfAsync(string? number, CancellationToken cancellationToken) =>
        number is { Length: > 0 } && await key.GetAsync(cancellationToken) is { } secret
            ? Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(number)))
            : null;
}

/// <summary>
/// A keyed hash of a grantor's contact, under the key of <see cref="DocumentHash"/>: tells that two decisions are of the same
/// person, and nothing to those without the key. Another purpose, so a contact never has the hash of a document's number.
/// </summary>
internal sealed class ContactHash(DocumentHashKey key)
{
    private const string Purpose = "contact\n";

    /// <summary>Null where there is no key: contacts are then compared within one event alone.</summary>
    public async ValueTask<Func<string, string>?> OpenAsync(CancellationToken cancellationToken) =>
        await key.GetAsync(cancellationToken) is { } secret
            ? contact => Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(Purpose + contact)))
            : null;
}

/// <summary>
/// The key of <see cref="DocumentHash"/> and <see cref="ContactHash"/>. It must not rotate, since hashes under two keys cannot
/// be compared; so the one that was read last stays in use while the vault cannot be asked.
/// </summary>
internal sealed class DocumentHashKey(OptionalSecrets secrets)
{
    private volatile byte[]? _last;

    /// <summary>Null where none is configured. Throws where nobody has been able to say.</summary>
    public async ValueTask<byte[]?> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            string? text = await secrets.GetAsync(OptionalSecret.DocumentHashKey, cancellationToken);
            return _last = text is null ? null : System.Text.Encoding.UTF8.GetBytes(text);
        }
        catch (Exception) when (_last is not null && !cancellationToken.IsCancellationRequested)
        {
            return _last;
        }
    }
}
