using Humanos.Webhooks;
using HumanosFunctions.Secrets;

namespace HumanosFunctions.Ingest;

/// <summary>
/// Decrypts a genuine delivery, and once more where no key fits and newer ones can be had: the encryption secret may
/// have been rotated while the signature secret stayed.
/// </summary>
public sealed class DeliveryDecryptor(ISecretSource secretSource)
{
    public async ValueTask<DecryptionResult> DecryptAsync(VerifiedDelivery verified, WebhookSecrets secrets, CancellationToken cancellationToken)
    {
        DecryptionResult result = EnvelopeDecryptor.Decrypt(verified, secrets.EncryptionKeys);
        return result is DecryptionResult.NoKeyFits && await secretSource.RenewAsync(secrets, cancellationToken) is { } renewed
            ? EnvelopeDecryptor.Decrypt(verified, renewed.EncryptionKeys)
            : result;
    }
}
