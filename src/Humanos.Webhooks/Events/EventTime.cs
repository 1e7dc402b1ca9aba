namespace Humanos.Webhooks;

/// <summary>A time in a payload: the parsed value and the text as sent.</summary>
/// <param name="Value">The time in UTC. A text without an offset is UTC. Null if the text is not a valid time.</param>
/// <param name="Text">The text as sent, usually ISO 8601; digits if it was sent as a number.</param>
/// <param name="Source">The member that holds the time.</param>
public sealed record EventTime(DateTimeOffset? Value, string Text, TimeSource Source);

/// <summary>The member that holds a time.</summary>
public enum TimeSource
{
    /// <summary><c>decision.date</c>: 2026-05-17.</summary>
    Decision,

    /// <summary><c>decisionDate</c> of the event (v0-subject to 2026-04-14) or of one item (v0-process).</summary>
    DecisionDate,

    /// <summary><c>completedAt</c>: v0-process.</summary>
    CompletedAt,

    /// <summary><c>rejectedAt</c>: v0-process, a rejected form.</summary>
    RejectedAt,

    /// <summary><c>timestamp</c>, milliseconds since 1970: v0-process, if no other time is valid.</summary>
    Timestamp,

    /// <summary><c>decidedAt</c> of one grantor's decision: 2026-05-17.</summary>
    DecidedAt,

    /// <summary><c>verificationDate</c> of an identity verification: v0-process.</summary>
    VerificationDate,

    /// <summary><c>created</c> or <c>createdAt</c> of a proof.</summary>
    Created,

    /// <summary><c>validFrom</c> of a W3C credential.</summary>
    ValidFrom,

    /// <summary><c>validUntil</c> of a W3C credential.</summary>
    ValidUntil,

    /// <summary><c>issuanceDate</c> of a W3C credential.</summary>
    IssuanceDate,

    /// <summary><c>expirationDate</c> of a W3C credential.</summary>
    ExpirationDate,
}
