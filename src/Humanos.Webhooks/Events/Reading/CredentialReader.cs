namespace Humanos.Webhooks;

/// <summary>
/// Reads a credential in any of its three forms: a record (2026-03-03 to 2026-04-14), a W3C credential (undated-did), or a record that
/// contains a W3C credential (2026-05-17).
/// </summary>
internal static class CredentialReader
{
    internal static CredentialDecision Read(JsonMembers credential, CredentialAction? action, EventTime? time)
    {
        JsonMembers? w3c = IsW3c(credential) ? credential : credential.Object("w3cCredential");
        W3cCredential? verifiable = W3cReader.Read(w3c);
        return new CredentialDecision
        {
            Id = credential.Text("id"),
            InternalId = credential.Text("internalId"),
            Name = credential.Text("name"),
            Description = credential.Text("description"),
            Kind = CredentialKind.From(credential.Text("resourceType")) ?? KindOf(verifiable),
            Status = CredentialStatus.From(credential.Text("status")),
            Action = action,
            DecidedAt = time,
            Grantors = [.. credential.Objects("decisions").Select(ReadGrantor)],
            Data = [.. DataReader.Read(credential, "data"), .. W3cReader.Data(w3c)],
            Proofs = [.. new[] { credential, w3c }.OfType<JsonMembers>().Distinct().SelectMany(ProofReader.Read)],
            W3c = verifiable,
            Endpoint = credential.Text("getEndpoint"),
            Tags = credential.Texts("tags"),
            Json = credential.Json,
            UnknownMembers = credential.Unread(),
        };
    }

    private static bool IsW3c(JsonMembers credential) => credential.Has("@context") || credential.Has("credentialSubject");

    private static CredentialKind? KindOf(W3cCredential? credential) => credential?.Types
        .Where(type => type.EndsWith("Credential", StringComparison.Ordinal))
        .Select(type => CredentialKind.Known(type[..^"Credential".Length]))
        .FirstOrDefault(kind => kind is not null);

    private static GrantorDecision ReadGrantor(JsonMembers decision) => new()
    {
        Id = decision.Text("id"),
        Contact = decision.Text("contact"),
        Accepted = decision.Flag("accepted"),
        DecidedAt = decision.Time("decidedAt", TimeSource.DecidedAt),
    };
}

/// <summary>Reads a W3C verifiable credential. <see cref="CredentialReader"/> reads its proofs together with the record's proofs.</summary>
internal static class W3cReader
{
    internal static W3cCredential? Read(JsonMembers? credential) => credential is null ? null : new W3cCredential
    {
        Contexts = credential.Texts("@context"),
        Id = credential.Text("id"),
        Types = credential.Texts("type"),
        Issuer = Issuer(credential) is { } issuer ? issuer.Text("id") : credential.Text("issuer"),
        IssuerName = Issuer(credential)?.Text("name"),
        ValidFrom = credential.Time("validFrom", TimeSource.ValidFrom) ?? credential.Time("issuanceDate", TimeSource.IssuanceDate),
        ValidUntil = credential.Time("validUntil", TimeSource.ValidUntil) ?? credential.Time("expirationDate", TimeSource.ExpirationDate),
        SubjectId = Subject(credential)?.Text("id"),
        Mandate = ReadMandate(Subject(credential)?.Object("mandate")),
        Evidences = [.. credential.Objects("evidences").Concat(credential.Objects("evidence")).Select(ReadEvidence)],
        Json = credential.Json,
    };

    internal static IEnumerable<DataItem> Data(JsonMembers? credential) =>
        Subject(credential) is { } subject ? DataReader.Read(subject, "data") : [];

    private static JsonMembers? Issuer(JsonMembers credential) => credential.IsObject("issuer") ? credential.Object("issuer") : null;

    private static JsonMembers? Subject(JsonMembers? credential) => credential?.Object("credentialSubject");

    private static Mandate? ReadMandate(JsonMembers? mandate) => mandate is null ? null : new Mandate
    {
        Grantors = mandate.Texts("grantor"),
        Scope = mandate.Text("scope"),
        AuthorizedDids = mandate.Object("context")?.Texts("authorizedDIDs") ?? [],
    };

    private static Evidence ReadEvidence(JsonMembers evidence) => new()
    {
        Id = evidence.Text("id"),
        DigestSri = evidence.Text("digestSRI"),
        Location = evidence.Text("location"),
    };
}

/// <summary>Reads proofs from <c>proof</c> or <c>proofs</c>: one object, an array, or an array of arrays.</summary>
internal static class ProofReader
{
    internal static IEnumerable<Proof> Read(JsonMembers owner) => owner.Objects("proofs").Concat(owner.Objects("proof")).Select(ReadOne);

    private static Proof ReadOne(JsonMembers proof) => new()
    {
        Type = proof.Text("type"),
        Cryptosuite = proof.Text("cryptosuite"),
        Purpose = proof.Text("proofPurpose"),
        VerificationMethod = proof.Text("verificationMethod"),
        Value = proof.Text("proofValue"),
        ActionType = CredentialAction.From(proof.Text("actionType")),
        ActionProof = proof.Text("actionProof"),
        Created = proof.Time("created", TimeSource.Created) ?? proof.Time("createdAt", TimeSource.Created),
    };
}
