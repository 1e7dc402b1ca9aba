namespace EndToEnd.Subscribers;

/// <summary>What a subscriber must find decided in each sample, read off the samples by a person.</summary>
public static class SampleDecisions
{
    public static IReadOnlyDictionary<string, string> Expected { get; } = new Dictionary<string, string>
    {
        ["2026-03-03/credential"] = "accept",
        ["2026-03-07/credential"] = "accept",
        ["2026-03-07/identity"] = "verified",
        ["2026-03-07/otp.failed"] = "otp-failed",
        ["2026-03-26/credential"] = "accept",
        ["2026-03-26/identity"] = "verified",
        ["2026-03-26/otp.failed"] = "otp-failed",
        ["2026-04-14/credential"] = "accept",
        ["2026-04-14/identity"] = "verified",
        ["2026-04-14/otp.failed"] = "otp-failed",
        ["2026-05-17/credential"] = "active",
        ["2026-05-17/credential.draft"] = "accept",
        ["2026-05-17/credential.rejected"] = "reject",
        ["2026-05-17/identity"] = "verified",
        ["2026-05-17/identity.failed"] = "failed",
        ["2026-05-17/otp.failed"] = "otp-failed",
        ["2026-05-17/test"] = "none",
        ["undated-did/credential"] = "accept",
        ["undated-did/identity"] = "verified",
        ["undated-did/otp.failed"] = "otp-failed",
        ["v0-process/process.consent.completed"] = "accept,reject,accept",
        ["v0-process/process.form.filled"] = "accept",
        ["v0-process/process.form.rejected"] = "reject",
        ["v0-process/process.kyc.completed"] = "verified",
        ["v0-process/process.signature.professional.completed"] = "accept,reject",
        ["v0-process/process.signature.user.completed"] = "accept,reject,accept",
        ["v0-subject/credential"] = "accept",
        ["v0-subject/credential.signature"] = "reject",
        ["v0-subject/identity"] = "verified",
        ["v0-subject/identity.rejected"] = "failed",
        ["v0-subject/otp.failed"] = "otp-failed",
    };
}
