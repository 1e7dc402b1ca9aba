using Humanos.Webhooks;

namespace HumanosFunctions.Processing.Otp;

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
