namespace Humanos.Webhooks;

/// <summary>The values that all event types have. For their meaning, see the properties of <see cref="HumanosEvent"/>.</summary>
internal sealed class EventEnvelope
{
    internal required string? EventType { get; init; }

    internal required string? ApiVersion { get; init; }

    internal required PayloadFamily Family { get; init; }

    internal required string? RequestId { get; init; }

    internal required string? OpaqueRequestId { get; init; }

    internal required string? RequestInternalId { get; init; }

    internal required string? Issuer { get; init; }

    internal required HumanosUser? User { get; init; }

    internal required EventTime? Time { get; init; }

    internal required ReadOnlyMemory<byte> Json { get; init; }

    internal required IReadOnlyList<UnknownMember> UnknownMembers { get; init; }

    internal required IReadOnlyList<EventProblem> Problems { get; init; }
}

/// <summary>
/// The generations of payloads. Payloads state their version since 2026-03-03. The names of the older generations are this library's.
/// </summary>
public enum PayloadFamily
{
    /// <summary>2025: event names beginning with <c>process.</c>, <c>processId</c>, many items in one delivery.</summary>
    V0Process,

    /// <summary>Around the end of 2025: <c>issuerId</c> and <c>subjectId</c>, <c>rejected</c>, one credential in one delivery.</summary>
    V0Subject,

    /// <summary>Early 2026: <c>issuerDid</c> and <c>user.did</c>, no version; the credential is a W3C credential itself.</summary>
    UndatedDid,

    /// <summary>2026-03-03 to 2026-04-14, inclusive: like undated-did, but the credential is a record without a W3C credential.</summary>
    From20260303,

    /// <summary>2026-05-17 and later: <c>user.id</c>, <c>decision.date</c>; the credential is a record that contains a W3C credential.</summary>
    From20260517,
}

/// <summary>The person an event is about.</summary>
public sealed class HumanosUser
{
    internal HumanosUser()
    {
    }

    /// <summary>
    /// Opaque: <c>user.id</c> (2026-05-17), <c>user.did</c> (undated-did to 2026-04-14), <c>subjectId</c> (v0-subject),
    /// <c>userId</c> or <c>professionalId</c> (v0-process).
    /// </summary>
    public string? Id { get; internal init; }

    /// <summary>
    /// E-mail address or phone number: <c>user.contact</c> since undated-did; <c>metadata.contact</c> in v0-subject, for otp.failed
    /// only.
    /// </summary>
    public string? Contact { get; internal init; }

    /// <summary>
    /// The issuer's own id: <c>user.internalId</c> since undated-did, <c>subjectInternalId</c> (v0-subject),
    /// <c>professionalInternalId</c> (v0-process).
    /// </summary>
    public string? InternalId { get; internal init; }

    /// <summary><c>professionalName</c>: v0-process, professionals only.</summary>
    public string? Name { get; internal init; }

    /// <summary>Whether a professional signed instead of an end user: v0-process only, false in all other versions.</summary>
    public bool IsProfessional { get; internal init; }
}

/// <summary>A member or array item that the model does not have, or whose value is not valid.</summary>
/// <param name="Path">
/// The location as a JSON path. Its last name comes from the payload: treat it as content. Text that is not valid Unicode appears as
/// U+FFFD or as its escapes.
/// </param>
/// <param name="Json">The value as sent: UTF-8 JSON of any depth.</param>
public sealed record UnknownMember(string Path, ReadOnlyMemory<byte> Json);

/// <summary>A known member whose value is not valid.</summary>
/// <param name="Path">The location as a JSON path, such as <c>$.decision.date</c>. It contains only documented names and indexes.</param>
/// <param name="Reason">A fixed sentence without payload content.</param>
public sealed record EventProblem(string Path, string Reason)
{
    internal const string NoText = "Expected Unicode text.";
    internal const string NoScalar = "Expected Unicode text, a number, true or false.";
    internal const string NoFlag = "Expected true or false.";
    internal const string NoNumber = "Expected a number within the range of a decimal.";
    internal const string NoObject = "Expected an object.";
    internal const string NoTime = "Expected an ISO 8601 time or milliseconds since 1970.";
    internal const string NoDate = "Expected an ISO 8601 date or dd-mm-yyyy.";
    internal const string TooDeep = "Nested deeper than any known payload.";
}
