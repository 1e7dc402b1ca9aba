using Humanos.Webhooks;

namespace HumanosFunctions.Processing.Otp;

/// <summary>Decides by the event alone. The address that the payload offers for resending is never looked at: anybody's text.</summary>
public static class ResendPolicy
{
    // The list of codes is open. Of one that nobody knows, nobody knows that sending again helps.
    private static readonly HashSet<OtpErrorCode> PassingErrors =
        [OtpErrorCode.Undeliverable, OtpErrorCode.CarrierRejected, OtpErrorCode.RateLimited];

    public static ResendDecision Decide(OtpFailedEvent failure, string requestId)
    {
        if (failure.ErrorCode is not { } code || !PassingErrors.Contains(code))
        {
            return new ResendDecision.Leave("ErrorStays");
        }

        if (failure.Family is PayloadFamily.V0Process or PayloadFamily.V0Subject)
        {
            return new ResendDecision.Leave("VersionTooOld");
        }

        if (!CanStandInPath(requestId))
        {
            return new ResendDecision.Leave("NoUsableRequestId");
        }

        return ResendSelector.Of(failure) is { } selector ? new ResendDecision.Resend(selector) : new ResendDecision.Leave("NobodyNamed");
    }

    /// <summary>Escaping cannot save these: a dot segment stays one, and changes the path.</summary>
    public static bool CanStandInPath(string requestId) => !string.IsNullOrWhiteSpace(requestId) && requestId is not ("." or "..");
}
