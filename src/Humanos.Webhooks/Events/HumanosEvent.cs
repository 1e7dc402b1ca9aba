using System.Text.Json;

namespace Humanos.Webhooks;

/// <summary>
/// One event. All payload versions are read into the same model. An event is always a <see cref="CredentialEvent"/>,
/// <see cref="IdentityEvent"/>, <see cref="OtpFailedEvent"/>, <see cref="TestEvent"/>, or <see cref="UnknownEvent"/>. No data is lost:
/// <see cref="UnknownMembers"/> lists the members that the model does not have, and <see cref="Json"/> contains the whole payload.
/// </summary>
public abstract class HumanosEvent
{
    private readonly EventEnvelope _envelope;

    private protected HumanosEvent(EventEnvelope envelope) => _envelope = envelope;

    /// <summary><c>eventType</c>, or else <c>event</c> (v0-process sends one or the other), as sent. An open list.</summary>
    public string? EventType => _envelope.EventType;

    /// <summary><c>api_version</c>, a date as text, as sent. Absent before 2026-03-03, optional until 2026-05-17.</summary>
    public string? ApiVersion => _envelope.ApiVersion;

    /// <summary>The generation of payloads that the event was read as.</summary>
    public PayloadFamily Family => _envelope.Family;

    /// <summary><c>requestId</c>, in v0-process <c>processId</c>: opaque.</summary>
    public string? RequestId => _envelope.RequestId;

    /// <summary>
    /// <see cref="RequestId"/> for every kind of value. A blank string is unchanged. A number, true, or false is its JSON text. A string
    /// that is not valid Unicode is the JSON string with its quotes and escapes. Null if the payload has no such member.
    /// </summary>
    public string? OpaqueRequestId => _envelope.OpaqueRequestId;

    /// <summary>The issuer's own id of the request: the top-level <c>internalId</c> since undated-did.</summary>
    public string? RequestInternalId => _envelope.RequestInternalId;

    /// <summary><c>issuerDid</c>, in v0-subject <c>issuerId</c>, in v0-process <c>organizationId</c>: opaque.</summary>
    public string? Issuer => _envelope.Issuer;

    /// <summary>The person who acted or was asked to act. All versions; null if the payload names no person.</summary>
    public HumanosUser? User => _envelope.User;

    /// <summary>
    /// When the event happened: the first valid time among <c>decision.date</c>, <c>decisionDate</c>, <c>completedAt</c>,
    /// <c>rejectedAt</c>, <c>timestamp</c>. Null for otp.failed and test since 2026-05-17, which have no time.
    /// </summary>
    public EventTime? Time => _envelope.Time;

    /// <summary>The payload that was passed to <see cref="Parse"/>: the same memory, not a copy.</summary>
    public ReadOnlyMemory<byte> Json => _envelope.Json;

    /// <summary>Every member at any depth that no property represents, in the payload's order.</summary>
    public IReadOnlyList<UnknownMember> UnknownMembers => _envelope.UnknownMembers;

    /// <summary>Known members whose values are not valid. Their properties are null, and <see cref="UnknownMembers"/> lists the values.</summary>
    public IReadOnlyList<EventProblem> Problems => _envelope.Problems;

    /// <summary>Reads an event. Never throws because of the content. If a name is repeated, the last member is used.</summary>
    /// <param name="json">UTF-8 JSON, with or without a byte order mark. The event keeps a reference to this memory.</param>
    public static EventParsing Parse(ReadOnlyMemory<byte> json)
    {
        ReadOnlyMemory<byte> text = json[^JsonToken.WithoutByteOrderMark(json.Span).Length..];
        return JsonObject.Find(text.Span, names: [], found: []) switch
        {
            JsonShape.Object => new EventParsing.Parsed(EventReader.Read(new JsonValue(JsonTokenType.StartObject, text), json)),
            JsonShape.NotAnObject => new EventParsing.Malformed(JsonPath.Root, EventParsing.NotAnObject),
            _ => new EventParsing.Malformed(JsonPath.Root, EventParsing.NotJson),
        };
    }
}

/// <summary>The result of <see cref="HumanosEvent.Parse"/>: always <see cref="Parsed"/> or <see cref="Malformed"/>.</summary>
public abstract record EventParsing
{
    internal const string NotJson = "The text is not well-formed JSON.";
    internal const string NotAnObject = "The value is not an object.";

    private EventParsing()
    {
    }

    /// <summary>The text is a JSON object. Every JSON object is an event, if only an <see cref="UnknownEvent"/>.</summary>
    /// <param name="Event">The event. Members that could not be read are listed in <see cref="HumanosEvent.Problems"/>.</param>
    public sealed record Parsed(HumanosEvent Event) : EventParsing;

    /// <summary>The text is not one well-formed JSON object.</summary>
    /// <param name="Path">The location as a JSON path.</param>
    /// <param name="Reason">A fixed sentence without content of the text.</param>
    public sealed record Malformed(string Path, string Reason) : EventParsing;
}

/// <summary>A test delivery from the dashboard: <c>test</c>, since 2026-05-17. It requires no processing.</summary>
public sealed class TestEvent : HumanosEvent
{
    internal TestEvent(string? message, EventEnvelope envelope)
        : base(envelope) => Message = message;

    /// <summary><c>message</c>: free text.</summary>
    public string? Message { get; }
}

/// <summary>
/// Any other event: its type is unknown, its content is not documented (<c>process.completed</c>), or it has no type. Everything
/// except the common properties is in <see cref="HumanosEvent.UnknownMembers"/>.
/// </summary>
public sealed class UnknownEvent : HumanosEvent
{
    internal UnknownEvent(EventEnvelope envelope)
        : base(envelope)
    {
    }
}
