namespace Humanos.Webhooks;

/// <summary>Reads v0-subject: one credential, in the top-level members and <c>metadata</c>.</summary>
internal sealed class SubjectPayloadReader : PayloadReader
{
    internal override HumanosUser? User(JsonMembers payload, string? eventType)
    {
        var user = new HumanosUser
        {
            Id = payload.Text("subjectId"),
            InternalId = payload.Text("subjectInternalId"),
            Contact = eventType == EventTypes.OtpFailed ? payload.Object("metadata")?.Text("contact") : null,
        };
        return user is { Id: null, InternalId: null, Contact: null } ? null : user;
    }

    // In this generation, the top-level internalId belongs to the credential.
    internal override string? RequestInternalId(JsonMembers payload) => null;

    internal override IReadOnlyList<CredentialDecision> Credentials(JsonMembers payload, string? eventType, EventTime? time)
    {
        JsonMembers? metadata = payload.Object("metadata");
        return
        [
            new CredentialDecision
            {
                Id = payload.Text("credentialId"),
                InternalId = payload.Text("internalId"),
                Kind = CredentialKind.From(payload.Text("credentialType")),
                Action = CredentialAction.FromRejected(payload.Flag("rejected")),
                DecidedAt = time,
                Name = metadata?.Text("name"),
                Text = metadata?.Text("text"),
                Link = metadata?.Text("link"),
                Required = metadata?.Flag("required"),
                Endpoint = metadata?.Text("url"),
                Json = payload.Json,
                UnknownMembers = metadata?.Unread() ?? [],
            },
        ];
    }

    internal override IdentityVerification Verification(JsonMembers payload)
    {
        JsonMembers? metadata = payload.Object("metadata");
        return new IdentityVerification
        {
            Succeeded = !payload.Flag("rejected"),
            RiskScore = metadata?.Read("veriffRiskScore", JsonScalar.Number, EventProblem.NoNumber),
            Identity = IdentityDocumentReader.Read(metadata),
            ConvergedIntoUserId = payload.Text("convergedIntoSubjectId"),
            VeriffId = metadata?.Text("veriffId"),
        };
    }

    internal override OtpFailure Failure(JsonMembers payload)
    {
        JsonMembers? metadata = payload.Object("metadata");
        return new OtpFailure(
            OtpErrorCode.From(metadata?.Text("errorCode")), metadata?.Text("errorMessage"), metadata?.Text("resendEndpoint"));
    }
}
