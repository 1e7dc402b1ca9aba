using Azure;
using Azure.Security.KeyVault.Secrets;
using Humanos.Webhooks;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Secrets;

/// <summary>Reads the three secrets from Key Vault and derives the keys. It throws if the vault cannot be read.</summary>
internal sealed class VaultReader(
    SecretClient vault,
    IOptions<SecretOptions> options,
    EncryptionKeyCache encryptionKeys,
    TimeProvider time)
{
    public const string SignatureSecretName = "humanos-webhook-signature-secret";
    public const string EncryptionSecretName = "humanos-webhook-encryption-secret";
    public const string EncryptionSaltName = "humanos-webhook-encryption-salt";

    /// <summary>Reads the keys that a delivery can be signed and encrypted with now.</summary>
    /// <param name="before">The earlier result. A version that it contains keeps its key object, so that keys do not accumulate.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<VaultReading> ReadAsync(VaultReading? before, CancellationToken cancellationToken)
    {
        (VaultSecret signature, VaultSecret encryption, VaultSecret salts) = await ReadAsync(Accepted, cancellationToken);
        return new VaultReading(
            signature,
            encryption,
            salts,
            [.. signature.Read.Select(version => before?.SignatureKeyOf(version.Version) ?? new SignatureKey(version.Value, version.Version))],
            // Secret and salt can be rotated at different times, so every accepted pair is a key.
            [.. encryption.Read.SelectMany(_ => salts.Read, Derive)],
            options.Value.PreviousSecretGrace);
    }

    /// <summary>Reads the keys of every enabled version, for quarantined deliveries, which can be older.</summary>
    public async Task<WebhookSecrets> ReadEveryVersionAsync(CancellationToken cancellationToken)
    {
        (VaultSecret signature, VaultSecret encryption, VaultSecret salts) = await ReadAsync(AcceptedVersions.Enabled, cancellationToken);
        return new WebhookSecrets(
            [.. signature.Read.Select(version => new SignatureKey(version.Value, version.Version))],
            [.. encryption.Read.SelectMany(_ => salts.Read, Derive).Select(pair => pair.Key)]);
    }

    private IReadOnlyList<SecretProperties> Accepted(IEnumerable<SecretProperties> versions) =>
        AcceptedVersions.Of(versions, options.Value.PreviousSecretGrace, time.GetUtcNow());

    private VaultKey Derive(SecretVersion secret, SecretVersion salt) =>
        new(secret.Version, salt.Version, encryptionKeys.GetOrDerive(secret.Value, salt.Value, $"{secret.Version}/{salt.Version}"));

    private async Task<(VaultSecret Signature, VaultSecret Encryption, VaultSecret Salts)> ReadAsync(
        Func<IEnumerable<SecretProperties>, IReadOnlyList<SecretProperties>> counting, CancellationToken cancellationToken)
    {
        var versions = new VaultVersions(vault, counting);
        VaultSecret signature = await versions.ReadAsync(
            SignatureSecretName, version => new SignatureKey(version.Value, version.Version).Dispose(), cancellationToken);
        VaultSecret salts = await versions.ReadAsync(
            EncryptionSaltName, version => ArgumentException.ThrowIfNullOrEmpty(version.Value), cancellationToken);

        // Deriving the key is the test. The cache keeps it for later use.
        VaultSecret encryption = await versions.ReadAsync(
            EncryptionSecretName, version => salts.Read.Take(1).ToList().ForEach(salt => Derive(version, salt)), cancellationToken);
        return (signature, encryption, salts);
    }
}

/// <summary>
/// Reads the accepted versions of one secret. A version that cannot be used as a key must not affect the others: it is skipped, and the
/// version that it should replace stays accepted.
/// </summary>
/// <param name="vault">The vault that holds the secret.</param>
/// <param name="counting">Selects the accepted versions.</param>
internal sealed class VaultVersions(SecretClient vault, Func<IEnumerable<SecretProperties>, IReadOnlyList<SecretProperties>> counting)
{
    private const int NotFound = 404;

    /// <param name="name">The name of the secret.</param>
    /// <param name="tryUse">Throws <see cref="ArgumentException"/> or <see cref="FormatException"/> if a version cannot be used as a key.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<VaultSecret> ReadAsync(string name, Action<SecretVersion> tryUse, CancellationToken cancellationToken)
    {
        List<SecretProperties> listed = await vault.GetPropertiesOfSecretVersionsAsync(name, cancellationToken).ToListAsync(cancellationToken);
        var read = new Dictionary<string, SecretVersion>();
        var unusable = new List<UnusableVersion>();
        while (counting(listed).FirstOrDefault(version => !read.ContainsKey(version.Version)) is { } next)
        {
            (SecretVersion? value, string? problem) = await TryReadAsync(name, next.Version, tryUse, cancellationToken);
            if (value is not null)
            {
                read[next.Version] = value;
                continue;
            }

            unusable.Add(new UnusableVersion(name, next.Version, problem!));
            listed.Remove(next);
        }

        return new VaultSecret(listed, [.. counting(listed).Select(version => read[version.Version])]) { UnusableVersions = unusable };
    }

    private async Task<(SecretVersion? Value, string? Problem)> TryReadAsync(
        string name, string version, Action<SecretVersion> tryUse, CancellationToken cancellationToken)
    {
        try
        {
            KeyVaultSecret secret = await vault.GetSecretAsync(name, version, cancellationToken: cancellationToken);
            var value = new SecretVersion(version, secret.Value ?? string.Empty);
            tryUse(value);
            return (value, null);
        }
        catch (RequestFailedException gone) when (gone.Status == NotFound)
        {
            return (null, "the vault lists it but does not return it.");
        }
        catch (FormatException)
        {
            return (null, "it is not base64: it decodes to nothing.");
        }
        catch (ArgumentException)
        {
            return (null, "it is empty.");
        }
    }
}
