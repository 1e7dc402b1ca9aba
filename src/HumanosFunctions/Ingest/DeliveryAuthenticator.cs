using Humanos.Webhooks;
using HumanosFunctions.Secrets;

namespace HumanosFunctions.Ingest;

/// <summary>
/// Verifies a delivery, and once more where only the signature did not fit and newer secrets can be had: a rotation
/// takes effect with the first delivery that is signed with the new secret.
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
}
