using System.Collections.Concurrent;
using Azure;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Secrets;

/// <summary>
/// Reads an optional secret from the same place as the webhook's own: Key Vault, or plain settings. What the vault
/// answered, also that it has none, is kept for <see cref="SecretOptions.SecretRefresh"/>.
/// </summary>
public sealed class OptionalSecrets(IOptions<SecretOptions> options, TimeProvider time, SecretClient? vault = null)
{
    private const int NotFound = 404;

    private readonly ConcurrentDictionary<OptionalSecret, (string? Value, DateTimeOffset ReadAt)> _read = new();

    /// <summary>Null where it is not configured. Throws where the vault cannot be asked now.</summary>
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
            // That there is none is an answer too.
        }

        return value;
    }

    private string? Setting(OptionalSecret secret) => secret switch
    {
        OptionalSecret.DocumentHashKey => options.Value.DocumentHashKey,
        OptionalSecret.ApiKey => options.Value.ApiKey,
        OptionalSecret.ApiSignatureSecret => options.Value.ApiSignatureSecret,
        _ => throw new ArgumentOutOfRangeException(nameof(secret)),
    };

    private static string NameOf(OptionalSecret secret) => secret switch
    {
        OptionalSecret.DocumentHashKey => "humanos-document-hash-key",
        OptionalSecret.ApiKey => "humanos-api-key",
        OptionalSecret.ApiSignatureSecret => "humanos-api-signature-secret",
        _ => throw new ArgumentOutOfRangeException(nameof(secret)),
    };
}

/// <summary>Secrets that a feature needs and the ingestor does without.</summary>
public enum OptionalSecret
{
    /// <summary>Key of the hashes of document numbers.</summary>
    DocumentHashKey,

    /// <summary>Key of Humanos' API.</summary>
    ApiKey,

    /// <summary>Secret that signs calls of Humanos' API; not the webhooks' own.</summary>
    ApiSignatureSecret,
}
