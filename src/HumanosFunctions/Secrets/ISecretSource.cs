using Humanos.Webhooks;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Secrets;

/// <summary>Where the webhook secrets come from: Key Vault, or plain settings on a developer's machine.</summary>
public interface ISecretSource
{
    /// <summary>The keys accepted now, or <see langword="null"/> where none can be had: then nothing may be accepted.</summary>
    ValueTask<WebhookSecrets?> GetAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Newer keys than those given, or <see langword="null"/> where there are none. Anybody can cause this by a forged
    /// signature, so it asks the source only now and then.
    /// </summary>
    ValueTask<WebhookSecrets?> RenewAsync(WebhookSecrets known, CancellationToken cancellationToken);
}

/// <summary>The keys that are accepted now, newest first; already derived, so that no delivery waits for it.</summary>
public sealed record WebhookSecrets(IReadOnlyList<SignatureKey> SignatureKeys, IReadOnlyList<EncryptionKey> EncryptionKeys)
{
    /// <summary>Versions that would count beside them, and cannot be keys.</summary>
    public IReadOnlyList<UnusableVersion> PassedOver { get; init; } = [];

    public bool SameGenerationsAs(WebhookSecrets other) =>
        SignatureKeys.Select(key => key.Generation).SequenceEqual(other.SignatureKeys.Select(key => key.Generation))
        && EncryptionKeys.Select(key => key.Generation).SequenceEqual(other.EncryptionKeys.Select(key => key.Generation));
}

/// <summary>A version of a secret that counts by its dates and cannot be a key; it is passed over, as if it were not there.</summary>
/// <param name="Name">The secret's.</param>
/// <param name="Version">The version's.</param>
/// <param name="Reason">A fixed sentence, which holds nothing of the value.</param>
public sealed record UnusableVersion(string Name, string Version, string Reason);

/// <summary>The secrets of a developer's machine, from plain settings: one generation, fixed for the process.</summary>
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
