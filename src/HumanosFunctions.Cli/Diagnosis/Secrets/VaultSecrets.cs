using Azure;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;

namespace HumanosFunctions.Cli.Diagnosis.Secrets;

/// <summary>The webhook secrets of a vault, with your own sign-in: the newest versions of each, for nothing but a diagnosis.</summary>
internal static class VaultSecrets
{
    private const int MaxVersions = 5;

    /// <exception cref="InvalidDataException">The vault cannot be read; the message says why.</exception>
    public static async Task<KnownSecrets> ReadAsync(Uri vault, CancellationToken cancellationToken)
    {
        var client = new SecretClient(vault, new DefaultAzureCredential());
        try
        {
            return new KnownSecrets(
                await ReadAsync(client, "humanos-webhook-signature-secret", "signature secret", cancellationToken),
                await ReadAsync(client, "humanos-webhook-encryption-secret", "encryption secret", cancellationToken),
                await ReadAsync(client, "humanos-webhook-encryption-salt", "encryption salt", cancellationToken));
        }
        catch (RequestFailedException refused)
        {
            throw new InvalidDataException(refused.Status switch
            {
                0 => $"{vault.Host} cannot be reached.",
                403 => $"{vault.Host} refused: you need the role Key Vault Secrets User, and the network must allow access.",
                404 => $"{vault.Host} has no secret of that name. Set the three secrets as docs/deploy.md shows.",
                _ => $"{vault.Host} answered {refused.Status} {refused.ErrorCode}.",
            });
        }
        catch (AuthenticationFailedException)
        {
            throw new InvalidDataException("No sign-in to Azure was found or accepted: run az login, or set the environment variables of an identity.");
        }
    }

    private static async Task<IReadOnlyList<NamedSecret>> ReadAsync(SecretClient client, string name, string word, CancellationToken cancellationToken)
    {
        var versions = new List<SecretProperties>();
        await foreach (SecretProperties version in client.GetPropertiesOfSecretVersionsAsync(name, cancellationToken))
        {
            if (version.Enabled == true)
            {
                versions.Add(version);
            }
        }

        var secrets = new List<NamedSecret>();
        foreach (SecretProperties version in versions.OrderByDescending(version => version.CreatedOn).Take(MaxVersions))
        {
            KeyVaultSecret secret = await client.GetSecretAsync(name, version.Version, cancellationToken: cancellationToken);
            secrets.Add(new NamedSecret(secrets.Count == 0 ? $"the {word}" : $"an earlier {word} (version {version.Version})", secret.Value));
        }

        return secrets;
    }
}
