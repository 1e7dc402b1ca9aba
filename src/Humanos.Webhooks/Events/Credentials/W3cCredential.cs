namespace Humanos.Webhooks;

/// <summary>The W3C verifiable credential: <c>credential</c> in undated-did, <c>credential.w3cCredential</c> since 2026-05-17.</summary>
public sealed class W3cCredential
{
    internal W3cCredential()
    {
    }

    /// <summary><c>@context</c>: the addresses. Entries of other kinds are unknown members.</summary>
    public IReadOnlyList<string> Contexts { get; internal init; } = [];

    /// <summary>Opaque: published ids are not always well-formed.</summary>
    public string? Id { get; internal init; }

    /// <summary><c>type</c>: VerifiableCredential and any further types.</summary>
    public IReadOnlyList<string> Types { get; internal init; } = [];

    /// <summary><c>issuer</c>, a DID: opaque. If the issuer is an object, its <c>id</c>.</summary>
    public string? Issuer { get; internal init; }

    /// <summary><c>issuer.name</c>, if the issuer is an object.</summary>
    public string? IssuerName { get; internal init; }

    /// <summary><c>validFrom</c>, or else <c>issuanceDate</c>, ISO 8601.</summary>
    public EventTime? ValidFrom { get; internal init; }

    /// <summary><c>validUntil</c>, or else <c>expirationDate</c>, ISO 8601; null if the credential does not expire.</summary>
    public EventTime? ValidUntil { get; internal init; }

    /// <summary><c>credentialSubject.id</c>, a DID: opaque.</summary>
    public string? SubjectId { get; internal init; }

    /// <summary><c>credentialSubject.mandate</c>: 2026-05-17.</summary>
    public Mandate? Mandate { get; internal init; }

    /// <summary><c>evidences</c> (2026-05-17), or else <c>evidence</c>.</summary>
    public IReadOnlyList<Evidence> Evidences { get; internal init; } = [];

    /// <summary>The credential as sent. You need it to verify the proofs.</summary>
    public ReadOnlyMemory<byte> Json { get; internal init; }
}

/// <summary>What a W3C credential authorises: 2026-05-17.</summary>
public sealed class Mandate
{
    internal Mandate()
    {
    }

    /// <summary><c>grantor</c>: the DIDs of the grantors.</summary>
    public IReadOnlyList<string> Grantors { get; internal init; } = [];

    /// <summary>The scope, such as <c>humanos.credential.request</c>.</summary>
    public string? Scope { get; internal init; }

    /// <summary><c>context.authorizedDIDs</c>: the DIDs that are authorized to act.</summary>
    public IReadOnlyList<string> AuthorizedDids { get; internal init; } = [];
}

/// <summary>A data integrity proof of a credential, read but not verified.</summary>
public sealed class Proof
{
    internal Proof()
    {
    }

    /// <summary>Observed value: DataIntegrityProof.</summary>
    public string? Type { get; internal init; }

    /// <summary>Observed values: eddsa-rdfc-2022 (undated-did) and eddsa-jcs-2022 (later versions).</summary>
    public string? Cryptosuite { get; internal init; }

    /// <summary><c>proofPurpose</c>.</summary>
    public string? Purpose { get; internal init; }

    /// <summary>The key, as a DID URL: opaque.</summary>
    public string? VerificationMethod { get; internal init; }

    /// <summary><c>proofValue</c>, in multibase.</summary>
    public string? Value { get; internal init; }

    /// <summary><c>actionType</c>: undated-did to 2026-04-14. Observed values: accept and CREATE.</summary>
    public CredentialAction? ActionType { get; internal init; }

    /// <summary><c>actionProof</c>: undated-did to 2026-04-14.</summary>
    public string? ActionProof { get; internal init; }

    /// <summary><c>created</c> (2026-05-17) or <c>createdAt</c> (earlier versions).</summary>
    public EventTime? Created { get; internal init; }
}

/// <summary>Evidence for a W3C credential: an item of <c>evidences</c>, 2026-05-17.</summary>
public sealed class Evidence
{
    internal Evidence()
    {
    }

    /// <summary>A DID: opaque.</summary>
    public string? Id { get; internal init; }

    /// <summary><c>digestSRI</c>: algorithm, hyphen, hash.</summary>
    public string? DigestSri { get; internal init; }

    /// <summary>Where the evidence is stored: untrusted text.</summary>
    public string? Location { get; internal init; }
}
