using System.Collections.Concurrent;
using Azure;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Secrets;

/// <summary>
/// Reads an optional secret from the same source as the webhook secrets: Key Vault or plain settings. It caches the answer of the vault,
/// including "not found", for <see cref="SecretOptions.SecretRefresh"/>.
/// </summary>
public sealed class OptionalSecrets(IOptions<SecretOptions> options, TimeProvider time, SecretClient? vault = null)
{
    private const int NotFound = 404;

    private readonly ConcurrentDictionary<OptionalSecret, (string? Value, DateTimeOffset ReadAt)> _read = new();

    /// <summary>Returns null if the secret is not configured. It throws if the vault cannot be read.</summary>
    public async ValueTask<string?> GetAsync(OptionalSecret secret, CancellationToken cancellationToken)
    {
        if (vault is null)
        {
            return Setting(secret) is { Length: > 0 } text ? text : null;
        }

        DateTimeOffset now = time.GetUtcNow();
        if (_read.TryGetValue(secret, out (string? Value, DateTimeOffset ReadAt) known) && now - known.ReadAt < options.Value.SecretRefresh)
        {
            return known.Value;
        }

        string? value = await ReadAsync(vault, NameOf(secret), cancellationToken);
        _read[secret] = (value, now);
        return value;
    }

    private static async Task<string?> ReadAsync(SecretClient vault, string name, CancellationToken cancellationToken)
    {
        string? value = null;
        try
        {
            KeyVaultSecret found = await vault.GetSecretAsync(name, cancellationToken: cancellationToken);
            value = found.Value;
        }
        catch (RequestFailedException absent) when (absent.Status == NotFound)
        {
            // "Not found" is cached too.
        }

        return value;
    }

    private string? Setting(OptionalSecret secret) => secret switch
    {
        OptionalSecret.DocumentHashKey => options.Value.DocumentHashKey,
        OptionalSecret.PersonIndexKey => options.Value.PersonIndexKey,
        OptionalSecret.ApiKey => options.Value.ApiKey,
        OptionalSecret.ApiSignatureSecret => options.Value.ApiSignatureSecret,
        _ => throw new ArgumentOutOfRangeException(nameof(secret)),
    };

    private static string NameOf(OptionalSecret secret) => secret switch
    {
        OptionalSecret.DocumentHashKey => "humanos-document-hash-key",
        OptionalSecret.PersonIndexKey => "humanos-person-index-key",
        OptionalSecret.ApiKey => "humanos-api-key",
        OptionalSecret.ApiSignatureSecret => "humanos-api-signature-secret",
        _ => throw new ArgumentOutOfRangeException(nameof(secret)),
    };
}

/// <summary>Secrets that only some features need.</summary>
public enum OptionalSecret
{
    /// <summary>The key for hashes of document numbers.</summary>
    DocumentHashKey,

    /// <summary>The key for hashes of persons, which lead to their requests.</summary>
    PersonIndexKey,

    /// <summary>The key of the Humanos API.</summary>
    ApiKey,

    /// <summary>The secret that signs calls of the Humanos API. It is not the webhook signature secret.</summary>
    ApiSignatureSecret,
}
