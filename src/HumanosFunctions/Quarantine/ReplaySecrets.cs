using Azure.Security.KeyVault.Secrets;
using Humanos.Webhooks;
using HumanosFunctions.Secrets;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Quarantine;

/// <summary>Provides the keys for quarantined deliveries, including keys that are no longer accepted for new deliveries.</summary>
public sealed class ReplaySecrets(ISecretSource source, IOptions<SecretOptions> options, TimeProvider time, SecretClient? vault = null) : IDisposable
{
    // Holds a key for every pair of secret and salt. The app's own cache is limited to the few in use.
    private readonly EncryptionKeyCache _keys = new(int.MaxValue);

    /// <summary>Throws if the secrets are not available.</summary>
    public async Task<WebhookSecrets> ReadAsync(CancellationToken cancellationToken) =>
        vault is not null
            ? await new VaultReader(vault, options, _keys, time).ReadEveryVersionAsync(cancellationToken)
            : await source.GetAsync(cancellationToken) ?? throw new InvalidOperationException("The secrets are not available.");

    public void Dispose() => _keys.Dispose();
}
