using Humanos.Webhooks;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Secrets;

/// <summary>The secrets of a developer's machine, from plain settings: one generation, fixed for the process.</summary>
public sealed class SettingsSecrets : ISecretSource
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
