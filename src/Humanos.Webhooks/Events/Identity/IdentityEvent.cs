namespace Humanos.Webhooks;

/// <summary>
/// An identity verification ended: <c>identity</c>, in v0-process <c>process.kyc.*</c>. Humanos also sends failed and rejected
/// verifications.
/// </summary>
public sealed class IdentityEvent : HumanosEvent
{
    internal IdentityEvent(IdentityVerification verification, EventEnvelope envelope)
        : base(envelope) => Verification = verification;

    /// <summary>
    /// <c>decision.success</c> since undated-did; in v0-subject the opposite of <c>rejected</c>; in v0-process true if
    /// <c>verificationStatus</c> is COMPLETED (inferred: no other value is published for that version), otherwise null.
    /// </summary>
    public bool? Succeeded => Verification.Succeeded;

    /// <summary><c>decision.isFraud</c>: since undated-did.</summary>
    public bool? IsFraud => Verification.IsFraud;

    /// <summary><c>decision.riskScore</c>, in v0-subject <c>metadata.veriffRiskScore</c>, such as 0.05. The scale is not documented.</summary>
    public decimal? RiskScore => Verification.RiskScore;

    /// <summary><c>decision.message</c>, a text for people: since undated-did.</summary>
    public string? Message => Verification.Message;

    /// <summary><c>decision.outcome</c> (2026-05-17), <c>verificationStatus</c> (v0-process): an open list that is not documented.</summary>
    public IdentityOutcome? Outcome => Verification.Outcome;

    /// <summary><c>verificationDate</c>: v0-process.</summary>
    public EventTime? VerifiedAt => Verification.VerifiedAt;

    /// <summary>
    /// The data of the documents: <c>identity</c> (required until 2026-04-14, then optional), <c>metadata</c> (v0-subject, optional),
    /// <c>metadata.identityData</c> (v0-process).
    /// </summary>
    public IdentityDocument? Identity => Verification.Identity;

    /// <summary><c>kycId</c>: v0-process, opaque.</summary>
    public string? KycId => Verification.KycId;

    /// <summary><c>kycType</c>: v0-process. Documented value: PROFESSIONAL.</summary>
    public string? KycType => Verification.KycType;

    /// <summary><c>documentsVerified</c>: v0-process. Documented values: IDENTITY_DOCUMENT, LIVENESS_CHECK, and FACE_MATCH.</summary>
    public IReadOnlyList<string> DocumentsVerified => Verification.DocumentsVerified;

    /// <summary><c>convergedIntoSubjectId</c>: v0-subject. The id of the user that this user was merged into.</summary>
    public string? ConvergedIntoUserId => Verification.ConvergedIntoUserId;

    /// <summary><c>veriffId</c>: v0-subject. The verification's id at the identity provider Veriff.</summary>
    public string? VeriffId => Verification.VeriffId;

    internal IdentityVerification Verification { get; }
}

/// <summary>The values that only an identity event has. For their meaning, see the properties of <see cref="IdentityEvent"/>.</summary>
internal sealed class IdentityVerification
{
    internal bool? Succeeded { get; init; }

    internal bool? IsFraud { get; init; }

    internal decimal? RiskScore { get; init; }

    internal string? Message { get; init; }

    internal IdentityOutcome? Outcome { get; init; }

    internal EventTime? VerifiedAt { get; init; }

    internal IdentityDocument? Identity { get; init; }

    internal string? KycId { get; init; }

    internal string? KycType { get; init; }

    internal IReadOnlyList<string> DocumentsVerified { get; init; } = [];

    internal string? ConvergedIntoUserId { get; init; }

    internal string? VeriffId { get; init; }
}

/// <summary>How a verification ended: an open list, compared by its text.</summary>
/// <param name="Text">As sent.</param>
public readonly record struct IdentityOutcome(string Text)
{
    /// <summary>The only documented value: v0-process. The values of 2026-05-17 are not documented.</summary>
    public static IdentityOutcome Completed { get; } = new("COMPLETED");

    /// <inheritdoc/>
    public override string ToString() => Text ?? string.Empty;

    internal static IdentityOutcome? From(string? text) => text is null ? null : new(text);
}
