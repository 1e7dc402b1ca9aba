using Humanos.Webhooks;

namespace HumanosFunctions.Ingest;

/// <summary>
/// The code of each reason for a refusal: <c>H</c>, the answer's status, and a number. docs/refusals.md has what each means
/// and what to look at. A code never changes its meaning.
/// </summary>
public static class RefusalCode
{
    private static readonly Dictionary<(IngestOutcome, string), string> Codes = new()
    {
        [(IngestOutcome.Truncated, nameof(DeliveryReading.Truncated))] = "H400-1",
        [(IngestOutcome.Truncated, nameof(DeliveryReading.TooSlow))] = "H400-2",
        [(IngestOutcome.NotAnEnvelope, nameof(EnvelopeFault.NotJson))] = "H400-3",
        [(IngestOutcome.NotAnEnvelope, nameof(EnvelopeFault.NotAnObject))] = "H400-4",
        [(IngestOutcome.NotAnEnvelope, nameof(EnvelopeFault.MemberMissing))] = "H400-5",
        [(IngestOutcome.NotAnEnvelope, nameof(EnvelopeFault.MemberNotString))] = "H400-6",
        [(IngestOutcome.NotAnEnvelope, nameof(EnvelopeFault.InvalidBase64))] = "H400-7",
        [(IngestOutcome.NotAnEnvelope, nameof(EnvelopeFault.IvEmpty))] = "H400-8",
        [(IngestOutcome.NotAnEnvelope, nameof(EnvelopeFault.TagLength))] = "H400-9",
        [(IngestOutcome.NotGenuine, nameof(RejectionReason.SignatureMissing))] = "H401-1",
        [(IngestOutcome.NotGenuine, nameof(RejectionReason.SignatureMalformed))] = "H401-2",
        [(IngestOutcome.NotGenuine, nameof(RejectionReason.TimestampMissing))] = "H401-3",
        [(IngestOutcome.NotGenuine, nameof(RejectionReason.TimestampMalformed))] = "H401-4",
        [(IngestOutcome.NotGenuine, nameof(RejectionReason.TimestampTooOld))] = "H401-5",
        [(IngestOutcome.NotGenuine, nameof(RejectionReason.TimestampInFuture))] = "H401-6",
        [(IngestOutcome.NotGenuine, nameof(RejectionReason.SignatureMismatch))] = "H401-7",
        [(IngestOutcome.LengthRequired, nameof(DeliveryReading.ChunkedBodyMissing))] = "H411-1",
        [(IngestOutcome.TooLarge, nameof(DeliveryReading.TooLarge))] = "H413-1",
        [(IngestOutcome.Unreadable, nameof(DecryptionResult.NoKeyFits))] = "H500-1",
        [(IngestOutcome.Unreadable, nameof(Refusal.NotAnObject))] = "H500-2",
        [(IngestOutcome.Unavailable, nameof(Refusal.WithoutSecrets))] = "H503-1",
        [(IngestOutcome.Unavailable, nameof(Refusal.NotPublished))] = "H503-2",
        [(IngestOutcome.Unavailable, nameof(Refusal.NotQuarantined))] = "H503-3",
        [(IngestOutcome.Unavailable, nameof(Refusal.TooManyAtOnce))] = "H503-4",
        [(IngestOutcome.Unavailable, nameof(Refusal.OutOfTime))] = "H503-5",
        [(IngestOutcome.Unavailable, nameof(Refusal.Failed))] = "H503-6",
    };

    public static IReadOnlyCollection<string> All => Codes.Values;

    public static string Of(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return Codes[(refusal.Outcome, refusal.Reason)];
    }
}
