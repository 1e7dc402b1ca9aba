namespace Humanos.Webhooks;

/// <summary>
/// An identity verification has ended: <c>identity</c>, in v0-process <c>process.kyc.*</c>. Failed and rejected ones are sent too.
/// </summary>
public sealed class IdentityEvent : HumanosEvent
{
    internal IdentityEvent(IdentityVerification verification, EventEnvelope envelope)
        : base(envelope) => Verification = verification;

    /// <summary>
    /// <c>decision.success</c> since undated-did; in v0-subject the opposite of <c>rejected</c>; in v0-process true where
    /// <c>verificationStatus</c> is COMPLETED (inferred: that version publishes no other), else not told.
    /// </summary>
    public bool? Succeeded => Verification.Succeeded;

    /// <summary><c>decision.isFraud</c>: since undated-did.</summary>
    public bool? IsFraud => Verification.IsFraud;

    /// <summary><c>decision.riskScore</c>, in v0-subject <c>metadata.veriffRiskScore</c>: 0.05 and the like; the scale is not documented.</summary>
    public decimal? RiskScore => Verification.RiskScore;

    /// <summary><c>decision.message</c>: for people, since undated-did.</summary>
    public string? Message => Verification.Message;

    /// <summary><c>decision.outcome</c> (2026-05-17), <c>verificationStatus</c> (v0-process): an open list, not documented.</summary>
    public IdentityOutcome? Outcome => Verification.Outcome;

    /// <summary><c>verificationDate</c>: v0-process.</summary>
    public EventTime? VerifiedAt => Verification.VerifiedAt;

    /// <summary>
    /// What the documents say: <c>identity</c> (required until 2026-04-14, optional since), <c>metadata</c> (v0-subject, optional),
    /// <c>metadata.identityData</c> (v0-process).
    /// </summary>
    public IdentityDocument? Identity => Verification.Identity;

    /// <summary><c>kycId</c>: v0-process, opaque.</summary>
    public string? KycId => Verification.KycId;

    /// <summary><c>kycType</c>: v0-process; PROFESSIONAL is shown.</summary>
    public string? KycType => Verification.KycType;

    /// <summary><c>documentsVerified</c>: v0-process; IDENTITY_DOCUMENT, LIVENESS_CHECK and FACE_MATCH are shown.</summary>
    public IReadOnlyList<string> DocumentsVerified => Verification.DocumentsVerified;

    /// <summary><c>convergedIntoSubjectId</c>: v0-subject; the user who this one turned out to be.</summary>
    public string? ConvergedIntoUserId => Verification.ConvergedIntoUserId;

    /// <summary><c>veriffId</c>: v0-subject; the verification's id at the identity provider Veriff.</summary>
    public string? VeriffId => Verification.VeriffId;

    internal IdentityVerification Verification { get; }
}

/// <summary>What an identity event tells beyond the common facts. The properties of <see cref="IdentityEvent"/> explain them.</summary>
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
    /// <summary>The only documented value: v0-process. Those of 2026-05-17 are not documented.</summary>
    public static IdentityOutcome Completed { get; } = new("COMPLETED");

    /// <inheritdoc/>
    public override string ToString() => Text ?? string.Empty;

    internal static IdentityOutcome? From(string? text) => text is null ? null : new(text);
}
