using Humanos.Webhooks;
using HumanosFunctions.Ingest;
using HumanosFunctions.Payloads;
using HumanosFunctions.Publishing;
using HumanosFunctions.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Quarantine;

/// <summary>Quarantines genuine deliveries that could not be read, until an operator has fixed the cause and replays them.</summary>
public sealed partial class DeliveryQuarantine(
    IPayloadStore payloads, IOptions<PublishingOptions> options, IngestorMetrics metrics, TimeProvider time, ILogger<DeliveryQuarantine> logger)
{
    /// <summary>Stores a delivery that was refused as unreadable. It does not store a body that is not an envelope, because no key could decrypt it.</summary>
    /// <returns>The refusal for the response. The write continues if the sender disconnects.</returns>
    public async Task<Refusal> StoreAsync(Refusal refusal, ReceivedDelivery received, string? resource, DateTimeOffset receivedAt)
    {
        if (refusal.Outcome != IngestOutcome.Unreadable)
        {
            return refusal;
        }

        var header = new QuarantineHeader
        {
            Timestamp = received.Timestamp!,
            Signature = received.Signature!,
            Resource = PropertyText.Of(resource),
            ReceivedAt = receivedAt,
            Reason = refusal.Reason,
        };
        return await TryWriteAsync(new QuarantinedDelivery(header, received.Body))
            ? refusal
            : Refusal.NotQuarantined with { BodyLength = refusal.BodyLength };
    }

    private async Task<bool> TryWriteAsync(QuarantinedDelivery delivery)
    {
        string name = delivery.Name;
        using var deadline = new CancellationTokenSource(options.Value.PublishTimeout, time);
        try
        {
            await payloads.WriteAsync(PayloadContainer.Quarantine, name, delivery.ToBytes(), deadline.Token);
        }
        catch (Exception failure)
        {
            // Any failure means that the delivery is not stored, so the sender must retry.
            Log.NotKept(logger, name, failure.GetType().Name);
            return false;
        }

        metrics.Quarantined(delivery.Header.Reason);
        Log.Kept(logger, name, delivery.Header.Reason, delivery.Body.Length);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(60, LogLevel.Error, "Quarantined delivery {Name}: {Reason}; body of {BodyLength} bytes")]
        public static partial void Kept(ILogger logger, string name, string reason, int bodyLength);

        [LoggerMessage(61, LogLevel.Error, "Delivery {Name} could not be quarantined: {Reason}")]
        public static partial void NotKept(ILogger logger, string name, string reason);
    }
}
