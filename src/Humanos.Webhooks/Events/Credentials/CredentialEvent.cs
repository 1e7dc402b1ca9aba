namespace Humanos.Webhooks;

/// <summary>
/// Somebody decided about credentials: <c>credential</c>, in v0-process <c>process.signature.*</c>, <c>process.consent.*</c> and
/// <c>process.form.*</c>. Since 2026-05-17 a credential may have several grantors, and each one's decision is a delivery of its own.
/// </summary>
public sealed class CredentialEvent : HumanosEvent
{
    internal CredentialEvent(IReadOnlyList<CredentialDecision> credentials, EventEnvelope envelope)
        : base(envelope) => Credentials = credentials;

    /// <summary>Exactly one since v0-subject, any number in v0-process; empty where the payload tells none.</summary>
    public IReadOnlyList<CredentialDecision> Credentials { get; }
}

/// <summary>One credential and what was decided about it.</summary>
public sealed class CredentialDecision
{
    /// <summary>Opaque: <c>credential.id</c> since undated-did, <c>credentialId</c> (v0-subject), <c>itemId</c> (v0-process).</summary>
    public string? Id { get; init; }

    /// <summary>The issuer's own id of the credential: in v0-subject the top level's <c>internalId</c>, else that of the credential.</summary>
    public string? InternalId { get; init; }

    /// <summary>What it is of: <c>documentId</c>, <c>consentId</c> or <c>formId</c>. v0-process, opaque.</summary>
    public string? ResourceId { get; init; }

    /// <summary><c>name</c>; in v0-process <c>documentName</c> or <c>consentName</c>. Undated-did has none.</summary>
    public string? Name { get; init; }

    /// <summary>2026-05-17.</summary>
    public string? Description { get; init; }

    /// <summary>
    /// <c>resourceType</c> since 2026-03-03, in undated-did from the W3C types, <c>credentialType</c> (v0-subject), from the event's
    /// name (v0-process).
    /// </summary>
    public CredentialKind? Kind { get; init; }

    /// <summary>Since 2026-03-03.</summary>
    public CredentialStatus? Status { get; init; }

    /// <summary>
    /// One person's act: <c>decision.action</c> (2026-05-17), <c>action</c> (undated-did to 2026-04-14), <c>rejected</c> (of the
    /// event in v0-subject, of each item in v0-process), a form's event name (v0-process). Null where not told.
    /// </summary>
    public CredentialAction? Action { get; init; }

    /// <summary>An item's <c>decisionDate</c> in v0-process; else the event's time.</summary>
    public EventTime? DecidedAt { get; init; }

    /// <summary>The decisions of all grantors so far: 2026-05-17.</summary>
    public IReadOnlyList<GrantorDecision> Grantors { get; init; } = [];

    /// <summary>What was agreed to: in the W3C credential's subject (undated-did), in the record (2026-03-03 to 2026-04-14).</summary>
    public IReadOnlyList<DataItem> Data { get; init; } = [];

    /// <summary>A filled form: v0-process.</summary>
    public IReadOnlyList<FormAnswer> Answers { get; init; } = [];

    /// <summary>Since undated-did, in one shape wherever they stood: first those of the record, then those of the W3C credential.</summary>
    public IReadOnlyList<Proof> Proofs { get; init; } = [];

    /// <summary>Undated-did and since 2026-05-17.</summary>
    public W3cCredential? W3c { get; init; }

    /// <summary>The words of a consent: v0-process and v0-subject.</summary>
    public string? Text { get; init; }

    /// <summary>Where a consent's words can be read: v0-process and v0-subject.</summary>
    public string? Link { get; init; }

    /// <summary>Whether it must be accepted: v0-process (consents) and v0-subject.</summary>
    public bool? Required { get; init; }

    /// <summary>A document's hash in hexadecimal: v0-process.</summary>
    public string? Hash { get; init; }

    /// <summary>The signature over a document in hexadecimal: v0-process.</summary>
    public string? Signature { get; init; }

    /// <summary>Why a form was rejected: v0-process.</summary>
    public string? Reason { get; init; }

    /// <summary>Its path in the API: <c>metadata.url</c> (v0-subject), <c>getEndpoint</c> (undated-did). Untrusted text.</summary>
    public string? Endpoint { get; init; }

    /// <summary>2026-05-17.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The object that told the credential; the whole payload in v0-subject.</summary>
    public ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>What of that object no property tells; also among the event's unknown members.</summary>
    public IReadOnlyList<UnknownMember> UnknownMembers { get; init; } = [];

    /// <summary>
    /// Whether the credential has effect: its status is ACTIVE. An accept is one grantor's act and may leave it DRAFT. Versions
    /// before 2026-05-17 have no such status, so it is false there: <see cref="Action"/> tells what one person agreed to.
    /// </summary>
    public bool IsActiveMandate => Status == CredentialStatus.Active;
}

/// <summary>What one grantor decided about a credential: an item of <c>credential.decisions</c>, since 2026-05-17.</summary>
public sealed class GrantorDecision
{
    /// <summary>The decision's id, such as <c>urn:via:decision:…</c>: opaque.</summary>
    public string? Id { get; init; }

    /// <summary>The grantor's e-mail address or phone number.</summary>
    public string? Contact { get; init; }

    /// <summary>Whether the grantor agreed; null where undecided.</summary>
    public bool? Accepted { get; init; }

    /// <summary><c>decidedAt</c>.</summary>
    public EventTime? DecidedAt { get; init; }
}
