using Humanos.Webhooks;

namespace SampleSubscriber;

/// <summary>What each kind of event asks for: the place where a service does its work.</summary>
internal static class Decisions
{
    public static string Of(HumanosEvent humanosEvent) => humanosEvent switch
    {
        CredentialEvent credentials => string.Join(',', credentials.Credentials.Select(Of)),
        IdentityEvent identity => identity.Succeeded switch { true => "verified", false => "failed", null => "unknown" },
        OtpFailedEvent => "otp-failed",
        TestEvent => "none",
        // A type from the future: nothing to do, and no reason to refuse it.
        _ => "unknown",
    };

    // One grantor's accept may leave a credential a draft; only an active one is in force.
    private static string Of(CredentialDecision credential) =>
        credential.IsActiveMandate ? "active"
        : credential.Action == CredentialAction.Accept ? "accept"
        : credential.Action == CredentialAction.Reject ? "reject"
        : "unknown";
}
