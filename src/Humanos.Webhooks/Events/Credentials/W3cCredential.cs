namespace Humanos.Webhooks;

/// <summary>The W3C verifiable credential: <c>credential</c> in undated-did, <c>credential.w3cCredential</c> since 2026-05-17.</summary>
public sealed class W3cCredential
{
    /// <summary><c>@context</c>; only addresses, entries of other kinds are unknown members.</summary>
    public IReadOnlyList<string> Contexts { get; init; } = [];

    /// <summary>Opaque: published ones are not always well-formed.</summary>
    public string? Id { get; init; }

    /// <summary><c>type</c>: VerifiableCredential and what it is besides.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>A DID: opaque.</summary>
    public string? Issuer { get; init; }

    /// <summary>ISO 8601.</summary>
    public EventTime? ValidFrom { get; init; }

    /// <summary>ISO 8601; null where it does not end.</summary>
    public EventTime? ValidUntil { get; init; }

    /// <summary><c>credentialSubject.id</c>, a DID: opaque.</summary>
    public string? SubjectId { get; init; }

    /// <summary><c>credentialSubject.mandate</c>: 2026-05-17.</summary>
    public Mandate? Mandate { get; init; }

    /// <summary><c>evidences</c>: 2026-05-17.</summary>
    public IReadOnlyList<Evidence> Evidences { get; init; } = [];

    /// <summary>The credential as sent, as one needs it to verify the proofs.</summary>
    public ReadOnlyMemory<byte> Json { get; init; }
}

/// <summary>What a W3C credential authorises: 2026-05-17.</summary>
public sealed class Mandate
{
    /// <summary><c>grantor</c>: the DIDs of those who grant it.</summary>
    public IReadOnlyList<string> Grantors { get; init; } = [];

    /// <summary>Such as <c>humanos.credential.request</c>.</summary>
    public string? Scope { get; init; }

    /// <summary><c>context.authorizedDIDs</c>: who may act on it.</summary>
    public IReadOnlyList<string> AuthorizedDids { get; init; } = [];
}

/// <summary>A data integrity proof of a credential, read but not verified.</summary>
public sealed class Proof
{
    /// <summary>DataIntegrityProof has been seen.</summary>
    public string? Type { get; init; }

    /// <summary>eddsa-rdfc-2022 (undated-did) and eddsa-jcs-2022 (since) have been seen.</summary>
    public string? Cryptosuite { get; init; }

    /// <summary><c>proofPurpose</c>.</summary>
    public string? Purpose { get; init; }

    /// <summary>The key, as a DID URL: opaque.</summary>
    public string? VerificationMethod { get; init; }

    /// <summary><c>proofValue</c>, in multibase.</summary>
    public string? Value { get; init; }

    /// <summary><c>actionType</c>: undated-did to 2026-04-14. CREATE has been seen beside accept.</summary>
    public CredentialAction? ActionType { get; init; }

    /// <summary><c>actionProof</c>: undated-did to 2026-04-14.</summary>
    public string? ActionProof { get; init; }

    /// <summary><c>created</c> (2026-05-17), <c>createdAt</c> (before).</summary>
    public EventTime? Created { get; init; }
}

/// <summary>What a W3C credential rests on: an item of <c>evidences</c>, 2026-05-17.</summary>
public sealed class Evidence
{
    /// <summary>A DID: opaque.</summary>
    public string? Id { get; init; }

    /// <summary><c>digestSRI</c>: algorithm, hyphen, hash.</summary>
    public string? DigestSri { get; init; }

    /// <summary>Where it is kept: untrusted text.</summary>
    public string? Location { get; init; }
}
