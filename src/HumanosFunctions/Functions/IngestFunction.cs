using System.Diagnostics;
using Humanos.Webhooks;
using HumanosFunctions.Ingest;
using HumanosFunctions.Processing.Pipeline;
using HumanosFunctions.Publishing;
using HumanosFunctions.Quarantine;
using HumanosFunctions.Secrets;
using HumanosFunctions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Functions;

/// <summary>Receives every delivery: reads, verifies, decrypts and publishes it, and only then responds with 200.</summary>
public sealed partial class IngestFunction(
    DeliveryLimiter limiter,
    DeliveryReader reader,
    ISecretSource secretSource,
    DeliveryAuthenticator authenticator,
    DeliveryQuarantine quarantine,
    EventPublisher publisher,
    UnprocessedEvents unprocessed,
    RefusalLog refusals,
    IngestorMetrics metrics,
    TimeProvider time,
    ILogger<IngestFunction> logger)
{
    private const string ResourceParameter = "resource";

    // The context has the rest. Each further parameter costs the worker a search through its converters.
    [Function("Ingest")]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhook/{resource?}")] HttpRequestData request)
    {
        metrics.Received();
        return limiter.RunAsync(deadline => HandleAsync(request, deadline), refusal => RefuseAsync(request, refusal), request.FunctionContext.CancellationToken);
    }

    private async Task<HttpResponseData> HandleAsync(HttpRequestData request, DeliveryDeadline deadline)
    {
        DateTimeOffset now = time.GetUtcNow();
        using Activity? trace = IngestTrace.Start(request.FunctionContext.TraceContext);

        // Read the body, up to the size limit.
        using var body = new DeliveryBody();
        DeliveryReading reading = await reader.ReadAsync(request, body, deadline);
        if (reading is not DeliveryReading.Complete { Delivery: ReceivedDelivery received })
        {
            return await RefuseAsync(request, Refusal.Of(reading));
        }

        // Get the secrets.
        if (await secretSource.GetAsync(deadline.Token) is not { } known)
        {
            return await RefuseAsync(request, Refusal.WithoutSecrets);
        }

        // Verify, before anything is parsed.
        (VerificationResult verification, WebhookSecrets secrets) = await authenticator.VerifyAsync(received, known, now, deadline.Token);
        if (verification is not VerificationResult.Verified { Delivery: VerifiedDelivery verified, Key: SignatureKey signedWith })
        {
            return await RefuseAsync(request, Refusal.Of(verification, received));
        }

        IngestTrace.Reached(trace, IngestTrace.Verified);

        // Decrypt.
        DecryptionResult decryption = await authenticator.DecryptAsync(verified, secrets, deadline.Token);
        if (decryption is not DecryptionResult.Decrypted { Event: DecryptedEvent decrypted, Key: EncryptionKey encryptedWith })
        {
            return await RefuseAsync(request, await quarantine.StoreAsync(Refusal.Of(decryption, verified), received, ResourceOf(request), now));
        }

        IngestTrace.Reached(trace, IngestTrace.Decrypted);

        // Read the facts that route the event.
        if (RoutingFacts.Read(decrypted) is not { } facts)
        {
            return await RefuseAsync(request, await quarantine.StoreAsync(Refusal.NotAnObject(verified), received, ResourceOf(request), now));
        }

        // Publish. An event that no processor receives is also queued for the document of its request.
        EventMessage message = EventMessage.Describe(decrypted, facts, ResourceOf(request), now);
        IngestTrace.Reached(trace, IngestTrace.Described);
        MessageTrace.Continue(message.Message, request.FunctionContext.TraceContext);
        if (await publisher.PublishAsync(message) != PublishResult.Acknowledged || !await unprocessed.AddAsync(message))
        {
            return await RefuseAsync(request, Refusal.NotPublished);
        }

        metrics.Accepted(RoutingKey.Word(message.Subject), signedWith, encryptedWith);
        IngestTrace.Accepted(message);
        Log.Accepted(logger, message.Id);

        // Return the plaintext buffer only now: after the acknowledgement, no send refers to it.
        decrypted.Dispose();
        return await IngestResponse.AcceptedAsync(request, message.Id);
    }

    private static string? ResourceOf(HttpRequestData request) =>
        request.FunctionContext.BindingContext.BindingData.TryGetValue(ResourceParameter, out object? resource) ? resource as string : null;

    private Task<HttpResponseData> RefuseAsync(HttpRequestData request, Refusal refusal)
    {
        metrics.Refused(refusal.Outcome.ToString(), refusal.Reason);
        IngestTrace.Refused(refusal);
        refusals.Write(refusal);
        return IngestResponse.RefusedAsync(request, refusal.Outcome);
    }

    private static partial class Log
    {
        [LoggerMessage(10, LogLevel.Information, "Event {EventId} accepted")]
        public static partial void Accepted(ILogger logger, string eventId);
    }
}
