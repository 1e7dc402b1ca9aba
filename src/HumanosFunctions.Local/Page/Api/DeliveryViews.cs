using Humanos.Webhooks;
using HumanosFunctions.Cli.Diagnosis;
using HumanosFunctions.Cli.Diagnosis.Report;
using HumanosFunctions.Ingest;
using HumanosFunctions.Local.Page.Recording;

namespace HumanosFunctions.Local.Page.Api;

/// <summary>A delivery as a line of the list.</summary>
internal sealed record DeliverySummary(
    long Id, DateTimeOffset At, string Path, long Size, int? Status, string Outcome, string? Reason, string? ReasonText,
    double? Duration, string? MessageId, string? EventType, string? RequestId, string? Processed)
{
    public static DeliverySummary Of(RecordedDelivery delivery) => new(
        delivery.Id, delivery.At, delivery.Path, delivery.Size, delivery.Status, OutcomeOf(delivery), delivery.Reason,
        delivery.Status is { } status and not 200 ? RefusalText.Of(delivery.Reason, status) : null,
        delivery.Duration, delivery.MessageId, delivery.EventType, delivery.RequestId,
        delivery.Progress == Progress.None ? null : delivery.Progress.ToString().ToLowerInvariant());

    public bool Matches(string? outcome, string? text) =>
        (string.IsNullOrEmpty(outcome) || outcome == Outcome)
        && (string.IsNullOrEmpty(text) || new[] { Id.ToString(System.Globalization.CultureInfo.InvariantCulture), Path, Reason, EventType, MessageId, RequestId }
            .Any(value => value?.Contains(text, StringComparison.OrdinalIgnoreCase) == true));

    private static string OutcomeOf(RecordedDelivery delivery) => delivery switch
    {
        { Status: null } => "open",
        { Progress: Progress.Dropped } => "repeated",
        { Status: >= 200 and < 300 } => "accepted",
        { Status: >= 500 } => "failed",
        _ => "refused",
    };
}

/// <summary>One delivery with all that is known of it beside its event.</summary>
internal sealed record DeliveryDetails(
    DeliverySummary Summary, IReadOnlyList<string[]> Headers, IReadOnlyList<Stage> Stages, MessageView? Message, bool HasEvent, DiagnosisView? Diagnosis);

/// <summary>The message that was made of a delivery.</summary>
internal sealed record MessageView(string MessageId, string Subject, string? CorrelationId, string? ContentType, IReadOnlyList<string[]> Properties);

/// <summary>Why it was refused, and what to do.</summary>
internal sealed record DiagnosisView(string? Code, string? Reason, IReadOnlyList<Finding> Findings);

/// <summary>Reasons in plain words.</summary>
internal static class RefusalText
{
    private static readonly Dictionary<string, string> Texts = new()
    {
        [nameof(RejectionReason.SignatureMissing)] = "There is no signature header.",
        [nameof(RejectionReason.SignatureMalformed)] = "The signature is not 64 hex digits.",
        [nameof(RejectionReason.TimestampMissing)] = "There is no timestamp header.",
        [nameof(RejectionReason.TimestampMalformed)] = "The timestamp is not 10 or 13 digits.",
        [nameof(RejectionReason.TimestampTooOld)] = "Genuine, but signed too long ago.",
        [nameof(RejectionReason.TimestampInFuture)] = "Genuine, but signed ahead of this clock.",
        [nameof(RejectionReason.SignatureMismatch)] = "The signature does not fit the body.",
        [nameof(EnvelopeFault.NotJson)] = "Genuine, but the body is not JSON.",
        [nameof(EnvelopeFault.NotAnObject)] = "Genuine, but there is no JSON object.",
        [nameof(EnvelopeFault.MemberMissing)] = "Genuine, but not encrypted: iv, data or tag is missing.",
        [nameof(EnvelopeFault.MemberNotString)] = "Genuine, but iv, data or tag is not a string.",
        [nameof(EnvelopeFault.InvalidBase64)] = "Genuine, but iv, data or tag is not base64.",
        [nameof(EnvelopeFault.IvEmpty)] = "Genuine, but the IV is empty.",
        [nameof(EnvelopeFault.TagLength)] = "Genuine, but the tag has a wrong length.",
        [nameof(DecryptionResult.NoKeyFits)] = "Genuine, but no key decrypts it. It is in quarantine.",
        [nameof(DeliveryReading.ChunkedBodyMissing)] = "The body was sent in chunks and did not arrive.",
        [nameof(DeliveryReading.Truncated)] = "The body ended early.",
        [nameof(DeliveryReading.TooSlow)] = "The body did not arrive in time.",
        [nameof(DeliveryReading.TooLarge)] = "The body is too large.",
        [nameof(Refusal.WithoutSecrets)] = "No secrets could be read.",
        [nameof(Refusal.NotPublished)] = "The broker or the payload store did not acknowledge the event.",
        [nameof(Refusal.NotQuarantined)] = "The delivery could neither be read nor stored in quarantine.",
        [nameof(Refusal.TooManyAtOnce)] = "Too many deliveries were in progress.",
        [nameof(Refusal.OutOfTime)] = "The time limit passed, or the host stopped.",
        [nameof(Refusal.Failed)] = "An unexpected error.",
    };

    public static string Of(string? reason, int status) =>
        reason is not null && Texts.TryGetValue(reason, out string? text) ? text : status switch
        {
            400 => "The body is incomplete, or is not an envelope.",
            401 => "Not signed as required.",
            408 => "The body came too slowly.",
            411 => "The body was sent in chunks and did not arrive.",
            413 => "The body is too large.",
            503 => "Secrets, broker or store could not be reached, or too much was in progress.",
            _ => "The delivery could not be read.",
        };
}
