namespace Humanos.Webhooks;

/// <summary>
/// A person decided about credentials: <c>credential</c>; in v0-process <c>process.signature.*</c>, <c>process.consent.*</c>, and
/// <c>process.form.*</c>. Since 2026-05-17, a credential can have several grantors, and each grantor's decision is a separate delivery.
/// </summary>
public sealed class CredentialEvent : HumanosEvent
{
    internal CredentialEvent(IReadOnlyList<CredentialDecision> credentials, EventEnvelope envelope)
        : base(envelope) => Credentials = credentials;

    /// <summary>Exactly one since v0-subject, any number in v0-process; empty if the payload has none.</summary>
    public IReadOnlyList<CredentialDecision> Credentials { get; }
}

/// <summary>One credential and the decision about it.</summary>
public sealed class CredentialDecision
{
    internal CredentialDecision()
    {
    }

    /// <summary>Opaque: <c>credential.id</c> since undated-did, <c>credentialId</c> (v0-subject), <c>itemId</c> (v0-process).</summary>
    public string? Id { get; internal init; }

    /// <summary>The issuer's own id of the credential: its <c>internalId</c>, or the top-level <c>internalId</c> in v0-subject.</summary>
    public string? InternalId { get; internal init; }

    /// <summary>The id of the document, consent, or form: <c>documentId</c>, <c>consentId</c>, or <c>formId</c>. v0-process, opaque.</summary>
    public string? ResourceId { get; internal init; }

    /// <summary><c>name</c>; in v0-process <c>documentName</c> or <c>consentName</c>. Null in undated-did.</summary>
    public string? Name { get; internal init; }

    /// <summary><c>description</c>: 2026-05-17.</summary>
    public string? Description { get; internal init; }

    /// <summary>
    /// <c>resourceType</c> since 2026-03-03, derived from the W3C types (undated-did), <c>credentialType</c> (v0-subject), or derived
    /// from the event's name (v0-process).
    /// </summary>
    public CredentialKind? Kind { get; internal init; }

    /// <summary><c>status</c>: since 2026-03-03.</summary>
    public CredentialStatus? Status { get; internal init; }

    /// <summary>
    /// One person's action: <c>decision.action</c> (2026-05-17), <c>action</c> (undated-did to 2026-04-14), <c>rejected</c> (of the
    /// event in v0-subject, of each item in v0-process), or the event name of a form (v0-process). Null if the payload does not state it.
    /// </summary>
    public CredentialAction? Action { get; internal init; }

    /// <summary>The <c>decisionDate</c> of an item in v0-process; otherwise the time of the event.</summary>
    public EventTime? DecidedAt { get; internal init; }

    /// <summary>The decisions of all grantors so far: 2026-05-17.</summary>
    public IReadOnlyList<GrantorDecision> Grantors { get; internal init; } = [];

    /// <summary>The content of the credential: from the W3C credential's subject (undated-did) or the record (2026-03-03 to 2026-04-14).</summary>
    public IReadOnlyList<DataItem> Data { get; internal init; } = [];

    /// <summary>The answers in a filled form: v0-process.</summary>
    public IReadOnlyList<FormAnswer> Answers { get; internal init; } = [];

    /// <summary>The proofs since undated-did, in one form: first those of the record, then those of the W3C credential.</summary>
    public IReadOnlyList<Proof> Proofs { get; internal init; } = [];

    /// <summary>The W3C credential: undated-did, and since 2026-05-17.</summary>
    public W3cCredential? W3c { get; internal init; }

    /// <summary>The text of a consent: v0-process and v0-subject.</summary>
    public string? Text { get; internal init; }

    /// <summary>A link to the text of a consent: v0-process and v0-subject.</summary>
    public string? Link { get; internal init; }

    /// <summary>Whether acceptance is required: v0-process (consents) and v0-subject.</summary>
    public bool? Required { get; internal init; }

    /// <summary>A document's hash in hexadecimal: v0-process.</summary>
    public string? Hash { get; internal init; }

    /// <summary>The signature over a document in hexadecimal: v0-process.</summary>
    public string? Signature { get; internal init; }

    /// <summary>Why a form was rejected: v0-process.</summary>
    public string? Reason { get; internal init; }

    /// <summary>The credential's path in the API: <c>metadata.url</c> (v0-subject), <c>getEndpoint</c> (undated-did). Untrusted text.</summary>
    public string? Endpoint { get; internal init; }

    /// <summary><c>tags</c>: 2026-05-17.</summary>
    public IReadOnlyList<string> Tags { get; internal init; } = [];

    /// <summary>The JSON object of the credential; the whole payload in v0-subject.</summary>
    public ReadOnlyMemory<byte> Json { get; internal init; }

    /// <summary>The members of that object that no property represents. The event's unknown members include them.</summary>
    public IReadOnlyList<UnknownMember> UnknownMembers { get; internal init; } = [];

    /// <summary>
    /// Whether the credential is in force: its status is ACTIVE. After one grantor accepts, the status can still be DRAFT. Versions
    /// before 2026-05-17 have no such status, so the value is false; use <see cref="Action"/> to see what one person decided.
    /// </summary>
    public bool IsActiveMandate => Status == CredentialStatus.Active;
}

/// <summary>One grantor's decision about a credential: an item of <c>credential.decisions</c>, since 2026-05-17.</summary>
public sealed class GrantorDecision
{
    internal GrantorDecision()
    {
    }

    /// <summary>The decision's id, such as <c>urn:via:decision:…</c>: opaque.</summary>
    public string? Id { get; internal init; }

    /// <summary>The grantor's e-mail address or phone number.</summary>
    public string? Contact { get; internal init; }

    /// <summary>Whether the grantor accepted; null while undecided.</summary>
    public bool? Accepted { get; internal init; }

    /// <summary><c>decidedAt</c>.</summary>
    public EventTime? DecidedAt { get; internal init; }
}
