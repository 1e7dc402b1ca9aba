namespace Humanos.Webhooks;

/// <summary>The event types, as sent, and what they tell by themselves.</summary>
internal static class EventTypes
{
    internal const string Credential = "credential";
    internal const string Identity = "identity";
    internal const string OtpFailed = "otp.failed";
    internal const string Test = "test";

    internal const string Process = "process.";

    private const string Verification = "process.kyc.";
    private const string Signature = "process.signature.";
    private const string ProfessionalSignature = "process.signature.professional.";
    private const string Consent = "process.consent.";
    private const string Form = "process.form.";

    internal static bool IsOfProcess(string? type) => Begins(type, Process);

    internal static bool IsIdentity(string? type) => type == Identity || Begins(type, Verification);

    internal static bool IsCredential(string? type) => type == Credential || KindOf(type) is not null;

    /// <summary>Published for both kinds of signer is one short name; the long names only distinguish them in one public receiver.</summary>
    internal static bool IsByProfessional(string? type) => Begins(type, ProfessionalSignature);

    internal static CredentialKind? KindOf(string? type) =>
        Begins(type, Signature) ? CredentialKind.Document
        : Begins(type, Consent) ? CredentialKind.Consent
        : Begins(type, Form) ? CredentialKind.Form
        : null;

    /// <summary>Forms only: the other names say <c>completed</c>, whatever was decided.</summary>
    internal static CredentialAction? ActionOf(string? type) => type switch
    {
        "process.form.filled" => CredentialAction.Accept,
        "process.form.rejected" => CredentialAction.Reject,
        _ => null,
    };

    private static bool Begins(string? type, string prefix) => type?.StartsWith(prefix, StringComparison.Ordinal) == true;
}
