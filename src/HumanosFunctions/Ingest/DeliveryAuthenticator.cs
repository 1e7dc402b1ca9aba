using Humanos.Webhooks;
using HumanosFunctions.Secrets;

namespace HumanosFunctions.Ingest;

/// <summary>
/// Verifies and decrypts deliveries. If no key fits and newer secrets are available, it tries once more: a rotation takes effect
/// with the first delivery that uses the new secret. The signature secret and the encryption secret may be rotated at different times.
/// </summary>
public sealed class DeliveryAuthenticator(DeliveryVerifier verifier, ISecretSource secretSource)
{
    /// <returns>The result, and the secrets that it holds for.</returns>
    public async ValueTask<(VerificationResult Result, WebhookSecrets Secrets)> VerifyAsync(
        ReceivedDelivery received, WebhookSecrets secrets, DateTimeOffset now, CancellationToken cancellationToken)
    {
        VerificationResult result = verifier.Verify(received, secrets.SignatureKeys, now);
        return result is VerificationResult.Rejected { Reason: RejectionReason.SignatureMismatch }
            && await secretSource.RenewAsync(secrets, cancellationToken) is { } renewed
                ? (verifier.Verify(received, renewed.SignatureKeys, now), renewed)
                : (result, secrets);
    }

    public async ValueTask<DecryptionResult> DecryptAsync(VerifiedDelivery verified, WebhookSecrets secrets, CancellationToken cancellationToken)
    {
        DecryptionResult result = EnvelopeDecryptor.Decrypt(verified, secrets.EncryptionKeys);
        return result is DecryptionResult.NoKeyFits && await secretSource.RenewAsync(secrets, cancellationToken) is { } renewed
            ? EnvelopeDecryptor.Decrypt(verified, renewed.EncryptionKeys)
            : result;
    }
}
