namespace Humanos.Webhooks;

/// <summary>
/// Reads a credential, whichever of three shapes it has: a record (2026-03-03 to 2026-04-14), a W3C credential (undated-did), or a
/// record that holds one (2026-05-17).
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
            UnknownMembers = [.. credential.Unread()],
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
