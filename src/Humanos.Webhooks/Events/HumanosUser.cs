namespace Humanos.Webhooks;

/// <summary>A person as an event names them.</summary>
public sealed class HumanosUser
{
    /// <summary>
    /// Opaque: <c>user.id</c> (2026-05-17), <c>user.did</c> (undated-did to 2026-04-14), <c>subjectId</c> (v0-subject),
    /// <c>userId</c> or <c>professionalId</c> (v0-process).
    /// </summary>
    public string? Id { get; init; }

    /// <summary>
    /// E-mail address or phone number: <c>user.contact</c> since undated-did; in v0-subject only for otp.failed,
    /// <c>metadata.contact</c>.
    /// </summary>
    public string? Contact { get; init; }

    /// <summary>
    /// The issuer's own id: <c>user.internalId</c> since undated-did, <c>subjectInternalId</c> (v0-subject),
    /// <c>professionalInternalId</c> (v0-process).
    /// </summary>
    public string? InternalId { get; init; }

    /// <summary><c>professionalName</c>: v0-process, professionals only.</summary>
    public string? Name { get; init; }

    /// <summary>Whether a professional signed, not an end user: v0-process only, false in all other versions.</summary>
    public bool IsProfessional { get; init; }
}
