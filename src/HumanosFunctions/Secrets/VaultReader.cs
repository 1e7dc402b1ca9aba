using Azure.Security.KeyVault.Secrets;
using Humanos.Webhooks;
using HumanosFunctions.Configuration;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Secrets;

/// <summary>Reads the three secrets from Key Vault and turns them into keys. Throws where that cannot be done now.</summary>
public sealed class VaultReader(
    SecretClient vault,
    IOptions<HumanosOptions> options,
    EncryptionKeyCache encryptionKeys,
    TimeProvider time)
{
    public const string SignatureSecretName = "humanos-webhook-signature-secret";
    public const string EncryptionSecretName = "humanos-webhook-encryption-secret";
    public const string EncryptionSaltName = "humanos-webhook-encryption-salt";

    /// <summary>The keys that a delivery may be signed and encrypted with now.</summary>
    public Task<WebhookSecrets> ReadAsync(CancellationToken cancellationToken) =>
        ReadAsync(versions => AcceptedVersions.Of(versions, options.Value.PreviousSecretGrace, time.GetUtcNow()), cancellationToken);

    /// <summary>The keys of every version that nobody has disabled: for deliveries that were kept, and arrived in another time.</summary>
    public Task<WebhookSecrets> ReadEveryVersionAsync(CancellationToken cancellationToken) => ReadAsync(AcceptedVersions.Enabled, cancellationToken);

    private async Task<WebhookSecrets> ReadAsync(
        Func<IEnumerable<SecretProperties>, IReadOnlyList<SecretProperties>> accepted, CancellationToken cancellationToken)
    {
        IReadOnlyList<SecretVersion> signature = await ReadVersionsAsync(SignatureSecretName, accepted, cancellationToken);
        IReadOnlyList<SecretVersion> encryption = await ReadVersionsAsync(EncryptionSecretName, accepted, cancellationToken);
        IReadOnlyList<SecretVersion> salts = await ReadVersionsAsync(EncryptionSaltName, accepted, cancellationToken);

        // Secret and salt may have been rotated one after the other, so every accepted pair counts.
        EncryptionKey[] pairs = [.. encryption.SelectMany(_ => salts, Derive)];
        return new WebhookSecrets([.. signature.Select(version => new SignatureKey(version.Value, version.Version))], pairs);
    }

    private EncryptionKey Derive(SecretVersion secret, SecretVersion salt) =>
        encryptionKeys.GetOrDerive(secret.Value, salt.Value, $"{secret.Version}/{salt.Version}");

    private async Task<IReadOnlyList<SecretVersion>> ReadVersionsAsync(
        string name, Func<IEnumerable<SecretProperties>, IReadOnlyList<SecretProperties>> accepted, CancellationToken cancellationToken)
    {
        var versions = new List<SecretProperties>();
        await foreach (SecretProperties version in vault.GetPropertiesOfSecretVersionsAsync(name, cancellationToken))
        {
            versions.Add(version);
        }

        var read = new List<SecretVersion>();
        foreach (SecretProperties version in accepted(versions))
        {
            KeyVaultSecret secret = await vault.GetSecretAsync(name, version.Version, cancellationToken: cancellationToken);
            read.Add(new SecretVersion(version.Version, secret.Value));
        }

        return read.Count > 0 ? read : throw new InvalidOperationException($"Key Vault holds no usable version of {name}.");
    }
}
