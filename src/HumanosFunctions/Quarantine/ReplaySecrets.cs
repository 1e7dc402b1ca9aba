using Azure.Security.KeyVault.Secrets;
using Humanos.Webhooks;
using HumanosFunctions.Secrets;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Quarantine;

/// <summary>The keys that a kept delivery may be read with: also those that a delivery of today may not.</summary>
public sealed class ReplaySecrets(ISecretSource source, IOptions<SecretOptions> options, TimeProvider time, SecretClient? vault = null) : IDisposable
{
    // Every pair of secret and salt; the app's own cache holds the few that are in use.
    private readonly EncryptionKeyCache _keys = new(int.MaxValue);

    /// <summary>Throws where they cannot be had now.</summary>
    public async Task<WebhookSecrets> ReadAsync(CancellationToken cancellationToken) =>
        vault is not null
            ? await new VaultReader(vault, options, _keys, time).ReadEveryVersionAsync(cancellationToken)
            : await source.GetAsync(cancellationToken) ?? throw new InvalidOperationException("No secrets can be had now.");

    public void Dispose() => _keys.Dispose();
}
