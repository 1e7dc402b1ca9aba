using Humanos.Webhooks;

namespace HumanosFunctions.Processing.Otp;

/// <summary>Decides by the event alone. The address that the payload offers for resending is never looked at: anybody's text.</summary>
internal static class ResendPolicy
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

/// <summary>Whether a failed one-time password is worth another try.</summary>
internal abstract record ResendDecision
{
    private ResendDecision()
    {
    }

    public sealed record Resend(ResendSelector Selector) : ResendDecision;

    /// <param name="Reason">A fixed word without content.</param>
    public sealed record Leave(string Reason) : ResendDecision;
}

/// <summary>
/// Whom the API is to send to again: exactly one of the selectors that it takes, and the API version that knows it by
/// this name. A contact only where the event has no id.
/// </summary>
public sealed record ResendSelector(string Name, string Value, string ApiVersion)
{
    private const string Contact = "contact";

    /// <summary>Null where the event names nobody, or is of a generation whose API resends by another id than the request's.</summary>
    public static ResendSelector? Of(OtpFailedEvent failure) => failure.Family switch
    {
        PayloadFamily.From20260517 => Of(failure.User, "id", "2026-05-17"),
        PayloadFamily.From20260303 or PayloadFamily.UndatedDid => Of(failure.User, "did", "2026-04-14"),
        _ => null,
    };

    /// <summary>Without the value, which may be a contact.</summary>
    public override string ToString() => Name;

    private static ResendSelector? Of(HumanosUser? user, string nameOfId, string apiVersion) => user switch
    {
        { Id: { Length: > 0 } id } => new ResendSelector(nameOfId, id, apiVersion),
        { Contact: { Length: > 0 } contact } => new ResendSelector(Contact, contact, apiVersion),
        _ => null,
    };
}
