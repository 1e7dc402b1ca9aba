using System.Security.Cryptography;
using System.Text;
using HumanosFunctions.Secrets;

namespace HumanosFunctions.Processing.Handlers;

/// <summary>
/// Computes a keyed hash of a document number. It shows whether two checks used the same document and reveals nothing without the key.
/// Document numbers are short, so a brute-force search would break a hash without a key.
/// </summary>
internal sealed class DocumentHash(DocumentHashKey key)
{
    /// <summary>Returns the HMAC-SHA256 in lower-case hex, or null if there is no number or no key.</summary>
    public async ValueTask<string?> OfAsync(string? number, CancellationToken cancellationToken) =>
        number is { Length: > 0 } && await key.GetAsync(cancellationToken) is { } secret
            ? Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(number)))
            : null;
}

/// <summary>
/// Computes a keyed hash of a grantor's contact with the key of <see cref="DocumentHash"/>. It shows whether two decisions belong to the same
/// person. A prefix separates the purposes, so a contact never has the same hash as a document number.
/// </summary>
internal sealed class ContactHash(DocumentHashKey key)
{
    private const string Purpose = "contact\n";

    /// <summary>Returns null if there is no key. Then contacts are compared only within one event.</summary>
    public async ValueTask<Func<string, string>?> OpenAsync(CancellationToken cancellationToken) =>
        await key.GetAsync(cancellationToken) is { } secret
            ? contact => Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(Purpose + contact)))
            : null;
}

/// <summary>
/// Provides the key of <see cref="DocumentHash"/> and <see cref="ContactHash"/>. The key must not rotate, because hashes with different keys
/// cannot be compared. So the last key stays in use while the vault is unavailable.
/// </summary>
internal sealed class DocumentHashKey(OptionalSecrets secrets)
{
    private volatile byte[]? _last;

    /// <summary>Returns null if no key is configured. It throws if that could not be determined.</summary>
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
