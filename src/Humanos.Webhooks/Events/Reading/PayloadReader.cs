namespace Humanos.Webhooks;

/// <summary>Reads what the generations of payloads name or mean differently; one subclass a generation or two.</summary>
internal abstract class PayloadReader
{
    internal static PayloadReader For(PayloadFamily family) => family switch
    {
        PayloadFamily.V0Process => new ProcessPayloadReader(),
        PayloadFamily.V0Subject => new SubjectPayloadReader(),
        PayloadFamily.From20260517 => new DidPayloadReader(isFrom20260517: true),
        _ => new DidPayloadReader(isFrom20260517: false),
    };

    internal abstract HumanosUser? User(JsonMembers payload, string? eventType);

    internal abstract string? RequestInternalId(JsonMembers payload);

    internal abstract IReadOnlyList<CredentialDecision> Credentials(JsonMembers payload, string? eventType, EventTime? time);

    internal abstract IdentityVerification Verification(JsonMembers payload);

    internal abstract OtpFailure Failure(JsonMembers payload);
}
