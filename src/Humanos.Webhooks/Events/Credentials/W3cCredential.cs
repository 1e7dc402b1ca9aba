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
