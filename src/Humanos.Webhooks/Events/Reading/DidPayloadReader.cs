namespace Humanos.Webhooks;

/// <summary>
/// Reads undated-did and all dated versions: <c>user</c>, <c>credential</c>, <c>identity</c>, and <c>otp</c> are objects. If
/// generations have different names for a value, the name of the payload's own generation comes first.
/// </summary>
/// <param name="isFrom20260517">Whether the payload version is 2026-05-17 or later.</param>
internal sealed class DidPayloadReader(bool isFrom20260517) : PayloadReader
{
    internal override HumanosUser? User(JsonMembers payload, string? eventType) => payload.Object("user") is not { } user
        ? null
        : new HumanosUser
        {
            Id = isFrom20260517 ? user.FirstText("id", "did") : user.FirstText("did", "id"),
            Contact = user.Text("contact"),
            InternalId = user.Text("internalId"),
        };

    internal override string? RequestInternalId(JsonMembers payload) => payload.Text("internalId");

    internal override IReadOnlyList<CredentialDecision> Credentials(JsonMembers payload, string? eventType, EventTime? time)
    {
        IReadOnlyList<JsonMembers> credentials = payload.Objects("credential");

        // Without a credential the action has no property, so it stays unread and becomes an unknown member.
        CredentialAction? action = credentials.Count > 0 ? Action(payload) : null;
        return [.. credentials.Select(credential => CredentialReader.Read(credential, action, time))];
    }

    internal override IdentityVerification Verification(JsonMembers payload)
    {
        JsonMembers? decision = payload.Object("decision");
        return new IdentityVerification
        {
            Succeeded = decision?.Flag("success"),
            IsFraud = decision?.Flag("isFraud"),
            RiskScore = decision?.Read("riskScore", JsonScalar.Number, EventProblem.NoNumber),
            Message = decision?.Text("message"),
            Outcome = IdentityOutcome.From(decision?.Text("outcome")),
            Identity = IdentityDocumentReader.Read(payload.Object("identity")),
        };
    }

    internal override OtpFailure Failure(JsonMembers payload)
    {
        JsonMembers? otp = payload.Object("otp");
        JsonMembers? error = otp?.Object("error");
        return new OtpFailure(OtpErrorCode.From(error?.Text("code")), error?.Text("message"), otp?.Text("resendEndpoint"));
    }

    private CredentialAction? Action(JsonMembers payload)
    {
        string? text = isFrom20260517
            ? payload.Object("decision")?.FirstText("action") ?? payload.FirstText("action")
            : payload.FirstText("action") ?? payload.Object("decision")?.FirstText("action");
        return CredentialAction.From(text) ?? CredentialAction.FromRejected(payload.Flag("rejected"));
    }
}
