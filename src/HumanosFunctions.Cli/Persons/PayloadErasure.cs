using Humanos.Webhooks;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Payloads;
using HumanosFunctions.Publishing;
using HumanosFunctions.Quarantine;
using HumanosFunctions.Secrets;

namespace HumanosFunctions.Cli.Persons;

/// <summary>Erases the payloads of large events.</summary>
internal sealed class ClaimCheckErasure(IPayloadStore payloads, TimeProvider time) : IErasablePlace
{
    public string Name => "claim checks";

    public async Task DiscoverAsync(ErasureScope scope, CancellationToken cancellationToken)
    {
        using var progress = ProgressLine.OnError(time, Name);
        int read = 0;
        await foreach (StoredPayload stored in payloads.ListAsync(PayloadContainer.ClaimCheck, cancellationToken))
        {
            progress.Show(++read);
            if (await PayloadReading.ReadAsync(payloads, PayloadContainer.ClaimCheck, stored.Name, cancellationToken) is { } json)
            {
                scope.Discover(RequestOf.Payload(Path.GetFileNameWithoutExtension(stored.Name), json), json);
            }
        }
    }

    public async Task<ErasureCount> EraseAsync(ErasureScope scope, bool isDryRun, CancellationToken cancellationToken)
    {
        int erased = 0, read = 0;
        using var progress = ProgressLine.OnError(time, Name);
        foreach (StoredPayload stored in await payloads.ListAsync(PayloadContainer.ClaimCheck, cancellationToken).ToListAsync(cancellationToken))
        {
            progress.Show(++read);
            if (await PayloadReading.ReadAsync(payloads, PayloadContainer.ClaimCheck, stored.Name, cancellationToken) is { } json
                && scope.Covers(RequestOf.Payload(Path.GetFileNameWithoutExtension(stored.Name), json)))
            {
                erased += isDryRun || await payloads.DeleteAsync(PayloadContainer.ClaimCheck, stored.Name, cancellationToken) ? 1 : 0;
            }
        }

        return ErasureCount.Of(erased);
    }
}

/// <summary>Erases quarantined deliveries that a key of the app decrypts now. The others stay encrypted.</summary>
internal sealed class QuarantineErasure(IPayloadStore payloads, DeliveryVerifier verifier, ReplaySecrets replaySecrets, TimeProvider time) : IErasablePlace
{
    private WebhookSecrets? _secrets;

    public string Name => "quarantine";

    public async Task DiscoverAsync(ErasureScope scope, CancellationToken cancellationToken)
    {
        await foreach ((_, ReadOnlyMemory<byte>? json, string eventId) in ReadAllAsync(cancellationToken))
        {
            if (json is { } readable)
            {
                scope.Discover(RequestOf.Payload(eventId, readable), readable);
            }
        }
    }

    public async Task<ErasureCount> EraseAsync(ErasureScope scope, bool isDryRun, CancellationToken cancellationToken)
    {
        int erased = 0, encrypted = 0;
        await foreach ((string name, ReadOnlyMemory<byte>? json, string eventId) in ReadAllAsync(cancellationToken))
        {
            if (json is not { } readable)
            {
                encrypted++;
            }
            else if (scope.Covers(RequestOf.Payload(eventId, readable)))
            {
                erased += isDryRun || await payloads.DeleteAsync(PayloadContainer.Quarantine, name, cancellationToken) ? 1 : 0;
            }
        }

        return new ErasureCount(
            erased, encrypted == 0 ? [] : [$"{Name}: {encrypted} deliveries cannot be read with the secrets of the app, so whose they are is not known. They stay, encrypted."], []);
    }

    private async IAsyncEnumerable<(string Name, ReadOnlyMemory<byte>? Json, string EventId)> ReadAllAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _secrets ??= await replaySecrets.ReadAsync(cancellationToken);
        using var progress = ProgressLine.OnError(time, Name);
        int read = 0;
        foreach (StoredPayload stored in await payloads.ListAsync(PayloadContainer.Quarantine, cancellationToken).ToListAsync(cancellationToken))
        {
            progress.Show(++read);
            if (await PayloadReading.ReadAsync(payloads, PayloadContainer.Quarantine, stored.Name, cancellationToken) is not { } content)
            {
                continue;
            }

            using DecryptedEvent? decrypted = await DecryptAsync(content, _secrets, cancellationToken);
            // Not a conditional expression: it would convert null to an empty memory. The event's own memory is given back at the end.
            ReadOnlyMemory<byte>? json = null;
            if (decrypted is not null)
            {
                json = decrypted.Json.ToArray();
            }

            yield return (stored.Name, json, IdOf(decrypted));
        }
    }

    private static string IdOf(DecryptedEvent? decrypted) => decrypted is not null && RoutingFacts.Read(decrypted) is { } facts
        ? EventMessage.Describe(decrypted, facts, resource: null, receivedAt: default).Id
        : string.Empty;

    private async Task<DecryptedEvent?> DecryptAsync(ReadOnlyMemory<byte> content, WebhookSecrets secrets, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(content.ToArray());
        return await QuarantinedDelivery.ReadAsync(stream, cancellationToken) is { } kept
            && verifier.Verify(kept.Delivery, secrets.SignatureKeys, kept.Header.ReceivedAt) is VerificationResult.Verified { Delivery: VerifiedDelivery verified }
            && EnvelopeDecryptor.Decrypt(verified, secrets.EncryptionKeys) is DecryptionResult.Decrypted { Event: DecryptedEvent decrypted }
                ? decrypted
                : null;
    }
}

/// <summary>Reads whole payloads.</summary>
internal static class PayloadReading
{
    /// <returns>Null if it is gone.</returns>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(IPayloadStore payloads, PayloadContainer container, string name, CancellationToken cancellationToken)
    {
        await using Stream? stream = await payloads.OpenAsync(container, name, cancellationToken);
        if (stream is null)
        {
            return null;
        }

        using var content = new MemoryStream();
        await stream.CopyToAsync(content, cancellationToken);
        return content.ToArray();
    }
}
