namespace Humanos.Webhooks;

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
