using Humanos.Webhooks;
using HumanosFunctions.Ingest;
using HumanosFunctions.Payloads;
using HumanosFunctions.Publishing;
using HumanosFunctions.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HumanosFunctions.Quarantine;

/// <summary>Keeps genuine deliveries that could not be read, until somebody has found out why and replays them.</summary>
public sealed partial class DeliveryQuarantine(
    IPayloadStore bodies, IOptions<PublishingOptions> options, IngestorMetrics metrics, TimeProvider time, ILogger<DeliveryQuarantine> logger)
{
    /// <summary>Keeps what is refused as unreadable; not what is no envelope, which no key of ours could ever open.</summary>
    /// <returns>The refusal to answer with. A sender that hangs up does not cancel the keeping.</returns>
    public async Task<Refusal> KeepAsync(Refusal refusal, ReceivedDelivery received, string? resource, DateTimeOffset receivedAt)
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
            await bodies.WriteAsync(PayloadContainer.Quarantine, name, delivery.ToBytes(), deadline.Token);
        }
        catch (Exception failure)
        {
            // Whatever it was: what is not kept must come again.
            Log.NotKept(logger, name, failure.GetType().Name);
            return false;
        }

        metrics.Quarantined(delivery.Header.Reason);
        Log.Kept(logger, name, delivery.Header.Reason, delivery.Body.Length);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(60, LogLevel.Error, "Kept delivery {Name} in quarantine: {Reason}; body of {BodyLength} bytes")]
        public static partial void Kept(ILogger logger, string name, string reason, int bodyLength);

        [LoggerMessage(61, LogLevel.Error, "Delivery {Name} could not be kept in quarantine: {Reason}")]
        public static partial void NotKept(ILogger logger, string name, string reason);
    }
}
