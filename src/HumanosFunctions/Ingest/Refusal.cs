using Humanos.Webhooks;

namespace HumanosFunctions.Ingest;

/// <summary>Why a delivery was not accepted: the outcome for the sender, the reason for our log alone.</summary>
/// <param name="Outcome">Decides the answer.</param>
/// <param name="Reason">A fixed word; never a part of the delivery.</param>
/// <param name="BodyLength">Bytes of the body, where it was read.</param>
/// <param name="Skew">How far the signed time is from ours, where it could be read: positive is ahead.</param>
public sealed record Refusal(IngestOutcome Outcome, string Reason, int? BodyLength = null, TimeSpan? Skew = null)
{
    public static Refusal WithoutSecrets { get; } = new(IngestOutcome.Unavailable, nameof(WithoutSecrets));

    /// <summary>As many deliveries as may be are in hand.</summary>
    public static Refusal TooManyAtOnce { get; } = new(IngestOutcome.Unavailable, nameof(TooManyAtOnce));

    /// <summary>The delivery's deadline was over, or the host stops.</summary>
    public static Refusal OutOfTime { get; } = new(IngestOutcome.Unavailable, nameof(OutOfTime));

    /// <summary>Something was thrown that nobody foresaw.</summary>
    public static Refusal Failed { get; } = new(IngestOutcome.Unavailable, nameof(Failed));

    public static Refusal NotPublished { get; } = new(IngestOutcome.Unavailable, nameof(NotPublished));

    /// <summary>It could neither be read nor kept, so the sender must not take it for handled.</summary>
    public static Refusal NotQuarantined { get; } = new(IngestOutcome.Unavailable, nameof(NotQuarantined));

    public static Refusal Of(DeliveryReading reading) => reading switch
    {
        DeliveryReading.TooLarge => new(IngestOutcome.TooLarge, nameof(DeliveryReading.TooLarge)),
        DeliveryReading.ChunkedBodyMissing => new(IngestOutcome.LengthRequired, nameof(DeliveryReading.ChunkedBodyMissing)),
        DeliveryReading.TooSlow => new(IngestOutcome.Truncated, nameof(DeliveryReading.TooSlow)),
        _ => new(IngestOutcome.Truncated, nameof(DeliveryReading.Truncated)),
    };

    public static Refusal Of(VerificationResult verification, ReceivedDelivery delivery) =>
        verification is VerificationResult.Rejected rejected
            ? new(IngestOutcome.NotGenuine, rejected.Reason.ToString(), delivery.Body.Length, rejected.Skew)
            : new(IngestOutcome.NotGenuine, nameof(IngestOutcome.NotGenuine), delivery.Body.Length);

    public static Refusal Of(DecryptionResult decryption, VerifiedDelivery delivery) => decryption switch
    {
        DecryptionResult.NotAnEnvelope broken => new(IngestOutcome.NotAnEnvelope, broken.Fault.ToString(), delivery.Body.Length),
        _ => new(IngestOutcome.Unreadable, nameof(DecryptionResult.NoKeyFits), delivery.Body.Length),
    };

    public static Refusal NotAnObject(VerifiedDelivery delivery) =>
        new(IngestOutcome.Unreadable, nameof(NotAnObject), delivery.Body.Length);
}
