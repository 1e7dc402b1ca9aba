using HumanosFunctions.Cli.Diagnosis;
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
        ["SignatureMissing"] = "There is no signature header.",
        ["SignatureMalformed"] = "The signature is not 64 hex digits.",
        ["TimestampMissing"] = "There is no timestamp header.",
        ["TimestampMalformed"] = "The timestamp is not 10 or 13 digits.",
        ["TimestampTooOld"] = "Genuine, but signed too long ago.",
        ["TimestampInFuture"] = "Genuine, but signed ahead of this clock.",
        ["SignatureMismatch"] = "The signature does not fit the body.",
        ["NotJson"] = "Genuine, but the body is not JSON.",
        ["NotAnObject"] = "Genuine, but there is no JSON object.",
        ["MemberMissing"] = "Genuine, but not encrypted: iv, data or tag is missing.",
        ["MemberNotString"] = "Genuine, but iv, data or tag is not a string.",
        ["InvalidBase64"] = "Genuine, but iv, data or tag is not base64.",
        ["IvEmpty"] = "Genuine, but the IV is empty.",
        ["TagLength"] = "Genuine, but the tag has a wrong length.",
        ["NoKeyFits"] = "Genuine, but no key decrypts it. It is in quarantine.",
        ["ChunkedBodyMissing"] = "The body was sent in chunks and did not arrive.",
    };

    public static string Of(string? reason, int status) =>
        reason is not null && Texts.TryGetValue(reason, out string? text) ? text : status switch
        {
            400 => "The body is incomplete or no envelope.",
            401 => "Not signed as required.",
            408 => "The body came too slowly.",
            411 => "The body was sent in chunks and did not arrive.",
            413 => "The body is too large.",
            503 => "Secrets, broker or store could not be reached, or too much was in progress.",
            _ => "The delivery could not be read.",
        };
}
