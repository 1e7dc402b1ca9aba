using Humanos.Webhooks;
using HumanosFunctions.Payloads;
using HumanosFunctions.Processing.Pipeline;
using HumanosFunctions.Publishing;
using HumanosFunctions.Quarantine;
using HumanosFunctions.Secrets;

namespace HumanosFunctions.Cli.Quarantine;

/// <summary>
/// Replays a quarantined delivery as of the time when it arrived. It verifies the signature again, because others than Humanos can write to
/// the container. The event gets the same id as an original delivery, so a replay can be repeated.
/// </summary>
internal sealed class QuarantineReplay(IPayloadStore payloads, DeliveryVerifier verifier, EventPublisher publisher, UnprocessedEvents unprocessed)
{
    public async Task<ReplayResult> ReplayAsync(string name, WebhookSecrets secrets, CancellationToken cancellationToken)
    {
        QuarantinedDelivery? kept;
        await using (Stream? stream = await payloads.OpenAsync(PayloadContainer.Quarantine, name, cancellationToken))
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
        if (await publisher.PublishAsync(message) != PublishResult.Acknowledged || !await unprocessed.AddAsync(message))
        {
            return new ReplayResult.Kept("NotPublished");
        }

        // Not cancellable: the event is published.
        await payloads.DeleteAsync(PayloadContainer.Quarantine, name, CancellationToken.None);
        return new ReplayResult.Published(message.Id);
    }
}

/// <summary>The result of replaying one delivery.</summary>
internal abstract record ReplayResult
{
    private ReplayResult()
    {
    }

    /// <summary>The broker has acknowledged the event, and the delivery was deleted from quarantine.</summary>
    public sealed record Published(string EventId) : ReplayResult;

    /// <summary>The delivery stays in quarantine.</summary>
    /// <param name="Reason">A fixed word.</param>
    public sealed record Kept(string Reason) : ReplayResult;

    /// <summary>There is no delivery of this name. It may have been replayed before.</summary>
    public sealed record Absent : ReplayResult;
}
