namespace Humanos.Webhooks;

/// <summary>Reads a W3C verifiable credential; its proofs are read beside the record's.</summary>
internal static class W3cReader
{
    internal static W3cCredential? Read(JsonMembers? credential) => credential is null ? null : new W3cCredential
    {
        Contexts = credential.Texts("@context"),
        Id = credential.Text("id"),
        Types = credential.Texts("type"),
        Issuer = credential.Text("issuer"),
        ValidFrom = credential.Time("validFrom", TimeSource.ValidFrom),
        ValidUntil = credential.Time("validUntil", TimeSource.ValidUntil),
        SubjectId = Subject(credential)?.Text("id"),
        Mandate = ReadMandate(Subject(credential)?.Object("mandate")),
        Evidences = [.. credential.Objects("evidences").Select(ReadEvidence)],
        Json = credential.Json,
    };

    internal static IEnumerable<DataItem> Data(JsonMembers? credential) =>
        Subject(credential) is { } subject ? DataReader.Read(subject, "data") : [];

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
