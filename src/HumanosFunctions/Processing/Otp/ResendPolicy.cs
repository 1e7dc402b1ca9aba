using Humanos.Webhooks;

namespace HumanosFunctions.Processing.Otp;

/// <summary>Decides whether to resend from the event alone. It ignores the resend URL in the payload, because its content is not trusted.</summary>
internal static class ResendPolicy
{
    // The list of codes can grow. An unknown code is not resent, because resending may not help.
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

        if (!IsSafeInPath(requestId))
        {
            return new ResendDecision.Leave("NoUsableRequestId");
        }

        return ResendSelector.Of(failure) is { } selector ? new ResendDecision.Resend(selector) : new ResendDecision.Leave("NobodyNamed");
    }

    /// <summary>Escaping does not help here: a dot segment stays a dot segment and changes the path.</summary>
    public static bool IsSafeInPath(string requestId) => !string.IsNullOrWhiteSpace(requestId) && requestId is not ("." or "..");
}

/// <summary>Whether a failed one-time password is resent.</summary>
internal abstract record ResendDecision
{
    private ResendDecision()
    {
    }

    public sealed record Resend(ResendSelector Selector) : ResendDecision;

    /// <param name="Reason">A fixed word, without content.</param>
    public sealed record Leave(string Reason) : ResendDecision;
}

/// <summary>
/// The recipient of a resend: exactly one of the selectors of the API, and the API version that defines it. It uses a contact only if the
/// event has no user id.
/// </summary>
public sealed record ResendSelector(string Name, string Value, string ApiVersion)
{
    private const string Contact = "contact";

    /// <summary>Returns null if the event names no user, or if the API of its version does not resend by request id.</summary>
    public static ResendSelector? Of(OtpFailedEvent failure) => failure.Family switch
    {
        PayloadFamily.From20260517 => Of(failure.User, "id", "2026-05-17"),
        PayloadFamily.From20260303 or PayloadFamily.UndatedDid => Of(failure.User, "did", "2026-04-14"),
        _ => null,
    };

    /// <summary>Returns the name only, because the value can be a contact.</summary>
    public override string ToString() => Name;

    private static ResendSelector? Of(HumanosUser? user, string nameOfId, string apiVersion) => user switch
    {
        { Id: { Length: > 0 } id } => new ResendSelector(nameOfId, id, apiVersion),
        { Contact: { Length: > 0 } contact } => new ResendSelector(Contact, contact, apiVersion),
        _ => null,
    };
}
