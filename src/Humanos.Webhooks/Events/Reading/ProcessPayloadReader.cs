namespace Humanos.Webhooks;

/// <summary>Reads v0-process: one delivery contains all items of a process.</summary>
internal sealed class ProcessPayloadReader : PayloadReader
{
    internal override HumanosUser? User(JsonMembers payload, string? eventType)
    {
        string? professional = payload.FirstText("professionalId");
        bool isProfessional = professional is not null || EventTypes.IsByProfessional(eventType);
        var user = new HumanosUser
        {
            Id = professional ?? payload.FirstText("userId"),
            InternalId = payload.Text("professionalInternalId"),
            Name = payload.Text("professionalName"),
            IsProfessional = isProfessional,
        };
        return user is { Id: null, InternalId: null, Name: null } ? null : user;
    }

    // A process has no internal id. A member with this name belongs to another generation.
    internal override string? RequestInternalId(JsonMembers payload) => null;

    internal override IReadOnlyList<CredentialDecision> Credentials(JsonMembers payload, string? eventType, EventTime? time)
    {
        IReadOnlyList<JsonMembers> items = payload.Object("metadata")?.Objects("items") ?? [];
        return [.. items.Select(item =>
            ItemReader.Read(item, EventTypes.KindOf(eventType), EventTypes.ActionOf(eventType), time))];
    }

    internal override IdentityVerification Verification(JsonMembers payload)
    {
        JsonMembers? metadata = payload.Object("metadata");
        var outcome = IdentityOutcome.From(metadata?.Text("verificationStatus"));
        return new IdentityVerification
        {
            Succeeded = outcome == IdentityOutcome.Completed ? true : null,
            Outcome = outcome,
            VerifiedAt = metadata?.Time("verificationDate", TimeSource.VerificationDate),
            Identity = IdentityDocumentReader.Read(metadata?.Object("identityData")),
            KycId = metadata?.Text("kycId"),
            KycType = metadata?.Text("kycType"),
            DocumentsVerified = metadata?.Texts("documentsVerified") ?? [],
        };
    }

    // No failed one-time password is published for this generation.
    internal override OtpFailure Failure(JsonMembers payload) => OtpFailure.None;
}
