using HumanosFunctions.Secrets;

namespace HumanosFunctions.Processing.Handlers;

/// <summary>
/// Computes a keyed hash of a document number. It shows whether two checks used the same document. Document numbers are short, so a
/// brute-force search would break a hash without a key.
/// </summary>
internal sealed class DocumentHash(DocumentHashKey key)
{
    /// <summary>Returns the hash, or null if there is no number or no key.</summary>
    public async ValueTask<string?> OfAsync(string? number, CancellationToken cancellationToken) =>
        number is { Length: > 0 } && await key.GetAsync(cancellationToken) is { } hash ? hash.Of(string.Empty, number) : null;
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
        await key.GetAsync(cancellationToken) is { } hash ? contact => hash.Of(Purpose, contact) : null;
}

/// <summary>The key of <see cref="DocumentHash"/> and <see cref="ContactHash"/>.</summary>
internal sealed class DocumentHashKey(OptionalSecrets secrets) : PermanentKey(secrets, OptionalSecret.DocumentHashKey);
