using Humanos.Webhooks;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Secrets;

/// <summary>Provides the webhook secrets: from Key Vault, or from plain settings on a developer's machine.</summary>
public interface ISecretSource
{
    /// <summary>Returns the keys that are accepted now, or <see langword="null"/> if none are available. Then no delivery can be accepted.</summary>
    ValueTask<WebhookSecrets?> GetAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Returns newer keys than the given ones, or <see langword="null"/> if there are none. A forged signature triggers this call, so it
    /// limits how often it reads the source.
    /// </summary>
    ValueTask<WebhookSecrets?> RenewAsync(WebhookSecrets known, CancellationToken cancellationToken);
}

/// <summary>The keys that are accepted now, newest first. They are already derived, so no delivery waits for key derivation.</summary>
public sealed record WebhookSecrets(IReadOnlyList<SignatureKey> SignatureKeys, IReadOnlyList<EncryptionKey> EncryptionKeys)
{
    /// <summary>Versions that would be accepted too, but cannot be used as keys.</summary>
    public IReadOnlyList<UnusableVersion> UnusableVersions { get; init; } = [];

    public bool SameGenerationsAs(WebhookSecrets other) =>
        SignatureKeys.Select(key => key.Generation).SequenceEqual(other.SignatureKeys.Select(key => key.Generation))
        && EncryptionKeys.Select(key => key.Generation).SequenceEqual(other.EncryptionKeys.Select(key => key.Generation));
}

/// <summary>A version of a secret that is valid by its dates but cannot be used as a key. The app skips it.</summary>
/// <param name="Name">The name of the secret.</param>
/// <param name="Version">The id of the version.</param>
/// <param name="Reason">A fixed sentence that contains nothing of the value.</param>
public sealed record UnusableVersion(string Name, string Version, string Reason);

/// <summary>Provides secrets from plain settings, for a developer's machine. They do not change while the process runs.</summary>
internal sealed class SettingsSecrets : ISecretSource
{
    private const string Generation = "settings";

    private readonly WebhookSecrets _secrets;

    public SettingsSecrets(IOptions<SecretOptions> options, EncryptionKeyCache encryptionKeys)
    {
        SecretOptions settings = options.Value;
        _secrets = new WebhookSecrets(
            [new SignatureKey(settings.SignatureSecret!, Generation)],
            [encryptionKeys.GetOrDerive(settings.EncryptionSecret!, settings.EncryptionSalt!, Generation)]);
    }

    public ValueTask<WebhookSecrets?> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult<WebhookSecrets?>(_secrets);

    public ValueTask<WebhookSecrets?> RenewAsync(WebhookSecrets known, CancellationToken cancellationToken) => ValueTask.FromResult<WebhookSecrets?>(null);
}
