using Azure.Security.KeyVault.Secrets;
using Humanos.Webhooks;
using HumanosFunctions.Payloads;
using HumanosFunctions.Publishing;
using HumanosFunctions.Secrets;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Quarantine;

/// <summary>
/// Takes a kept delivery the way of a new one, as of the time when it arrived: verified again, since whoever can write to
/// the container is not Humanos. Its event has the identity that it would have had then, so a replay may be repeated.
/// </summary>
public sealed class QuarantineReplay(IPayloadStore bodies, DeliveryVerifier verifier, EventPublisher publisher)
{
    public async Task<ReplayResult> ReplayAsync(string name, WebhookSecrets secrets, CancellationToken cancellationToken)
    {
        QuarantinedDelivery? kept;
        await using (Stream? stream = await bodies.OpenAsync(PayloadContainer.Quarantine, name, cancellationToken))
        {
            if (stream is null)
            {
                return new ReplayResult.Absent();
            }

            kept = await QuarantinedDelivery.ReadAsync(stream, cancellationToken);
        }

        return kept is null ? new ReplayResult.Kept("NoHeader") : await ReplayAsync(name, kept, secrets);
    }

    private async Task<ReplayResult> ReplayAsync(string name, QuarantinedDelivery kept, WebhookSecrets secrets)
    {
        VerificationResult verification = verifier.Verify(kept.Delivery, secrets.SignatureKeys, kept.Header.ReceivedAt);
        if (verification is not VerificationResult.Verified { Delivery: VerifiedDelivery verified })
        {
            return new ReplayResult.Kept(verification is VerificationResult.Rejected rejected ? rejected.Reason.ToString() : "NotGenuine");
        }

        if (EnvelopeDecryptor.Decrypt(verified, secrets.EncryptionKeys) is not DecryptionResult.Decrypted { Event: DecryptedEvent decrypted })
        {
            return new ReplayResult.Kept("NoKeyFits");
        }

        return RoutingFacts.Read(decrypted) is { } facts
            ? await PublishAsync(name, EventMessage.Describe(decrypted, facts, kept.Header.Resource, kept.Header.ReceivedAt))
            : new ReplayResult.Kept("NotAnObject");
    }

    private async Task<ReplayResult> PublishAsync(string name, EventMessage message)
    {
        if (await publisher.PublishAsync(message) != PublishResult.Acknowledged)
        {
            return new ReplayResult.Kept("NotPublished");
        }

        // Not to be cancelled: the replay that this ends is done.
        await bodies.DeleteAsync(PayloadContainer.Quarantine, name, CancellationToken.None);
        return new ReplayResult.Published(message.Id);
    }
}

/// <summary>What became of one kept delivery.</summary>
public abstract record ReplayResult
{
    private ReplayResult()
    {
    }

    /// <summary>The broker has acknowledged the event, and the delivery is no longer kept.</summary>
    public sealed record Published(string EventId) : ReplayResult;

    /// <summary>It is kept on.</summary>
    /// <param name="Reason">A fixed word.</param>
    public sealed record Kept(string Reason) : ReplayResult;

    /// <summary>Nothing has this name: perhaps it was replayed before.</summary>
    public sealed record Absent : ReplayResult;
}

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
