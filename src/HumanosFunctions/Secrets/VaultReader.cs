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

    /// <summary>What the vault has of the keys that a delivery may be signed and encrypted with now.</summary>
    /// <param name="before">The reading before it: a version that it had keeps its key, so that reads do not pile up keys.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async Task<VaultReading> ReadAsync(VaultReading? before, CancellationToken cancellationToken)
    {
        VaultSecret signature = await ReadAsync(SignatureSecretName, Accepted, cancellationToken);
        VaultSecret encryption = await ReadAsync(EncryptionSecretName, Accepted, cancellationToken);
        VaultSecret salts = await ReadAsync(EncryptionSaltName, Accepted, cancellationToken);
        return new VaultReading(
            signature,
            encryption,
            salts,
            [.. signature.Read.Select(version => before?.SignatureKeyOf(version.Version) ?? new SignatureKey(version.Value, version.Version))],
            // Secret and salt may have been rotated one after the other, so every accepted pair counts.
            [.. encryption.Read.SelectMany(_ => salts.Read, Derive)],
            options.Value.PreviousSecretGrace);
    }

    /// <summary>The keys of every version that nobody has disabled: for deliveries that were kept, and arrived in another time.</summary>
    public async Task<WebhookSecrets> ReadEveryVersionAsync(CancellationToken cancellationToken)
    {
        VaultSecret signature = await ReadAsync(SignatureSecretName, AcceptedVersions.Enabled, cancellationToken);
        VaultSecret encryption = await ReadAsync(EncryptionSecretName, AcceptedVersions.Enabled, cancellationToken);
        VaultSecret salts = await ReadAsync(EncryptionSaltName, AcceptedVersions.Enabled, cancellationToken);
        return new WebhookSecrets(
            [.. signature.Read.Select(version => new SignatureKey(version.Value, version.Version))],
            [.. encryption.Read.SelectMany(_ => salts.Read, Derive).Select(pair => pair.Key)]);
    }

    private IReadOnlyList<SecretProperties> Accepted(IEnumerable<SecretProperties> versions) =>
        AcceptedVersions.Of(versions, options.Value.PreviousSecretGrace, time.GetUtcNow());

    private VaultKey Derive(SecretVersion secret, SecretVersion salt) =>
        new(secret.Version, salt.Version, encryptionKeys.GetOrDerive(secret.Value, salt.Value, $"{secret.Version}/{salt.Version}"));

    private async Task<VaultSecret> ReadAsync(
        string name, Func<IEnumerable<SecretProperties>, IReadOnlyList<SecretProperties>> counting, CancellationToken cancellationToken)
    {
        var listed = new List<SecretProperties>();
        await foreach (SecretProperties version in vault.GetPropertiesOfSecretVersionsAsync(name, cancellationToken))
        {
            listed.Add(version);
        }

        var read = new List<SecretVersion>();
        foreach (SecretProperties version in counting(listed))
        {
            KeyVaultSecret secret = await vault.GetSecretAsync(name, version.Version, cancellationToken: cancellationToken);
            read.Add(new SecretVersion(version.Version, secret.Value));
        }

        return new VaultSecret(listed, read);
    }
}
