using System.Text.Json;

namespace Humanos.Webhooks;

/// <summary>
/// One event, read into the same model from every payload version: <see cref="CredentialEvent"/>, <see cref="IdentityEvent"/>,
/// <see cref="OtpFailedEvent"/>, <see cref="TestEvent"/> or <see cref="UnknownEvent"/>, nothing else. Nothing is lost: what the
/// model has no place for is among <see cref="UnknownMembers"/>, and <see cref="Json"/> has every byte.
/// </summary>
public abstract class HumanosEvent
{
    private readonly EventEnvelope _envelope;

    private protected HumanosEvent(EventEnvelope envelope) => _envelope = envelope;

    /// <summary><c>eventType</c>, else <c>event</c> (v0-process sends one or the other): as sent, an open list.</summary>
    public string? EventType => _envelope.EventType;

    /// <summary><c>api_version</c>, a date as text: as sent. Absent before 2026-03-03, optional until 2026-05-17.</summary>
    public string? ApiVersion => _envelope.ApiVersion;

    /// <summary>Which generation of payloads the event was read as.</summary>
    public PayloadFamily Family => _envelope.Family;

    /// <summary><c>requestId</c>, in v0-process <c>processId</c>: opaque.</summary>
    public string? RequestId => _envelope.RequestId;

    /// <summary>
    /// <see cref="RequestId"/>, also where it is no such text: blank as it is, a number, true or false as its JSON text, and a
    /// string that is no Unicode text as the JSON string with its quotes and escapes. Null where the payload holds none.
    /// </summary>
    public string? OpaqueRequestId => _envelope.OpaqueRequestId;

    /// <summary>The issuer's own id of the request: the top level's <c>internalId</c> since undated-did.</summary>
    public string? RequestInternalId => _envelope.RequestInternalId;

    /// <summary><c>issuerDid</c>, in v0-subject <c>issuerId</c>, in v0-process <c>organizationId</c>: opaque.</summary>
    public string? Issuer => _envelope.Issuer;

    /// <summary>Who acted or was to act. All versions; null where the payload names nobody.</summary>
    public HumanosUser? User => _envelope.User;

    /// <summary>
    /// When it happened: the first readable one of <c>decision.date</c>, <c>decisionDate</c>, <c>completedAt</c>,
    /// <c>rejectedAt</c>, <c>timestamp</c>. Null for otp.failed and test since 2026-05-17, which tell no time.
    /// </summary>
    public EventTime? Time => _envelope.Time;

    /// <summary>The payload as it was given to <see cref="Parse"/>: the same memory, not a copy.</summary>
    public ReadOnlyMemory<byte> Json => _envelope.Json;

    /// <summary>Every member at any depth that no property tells, in the payload's order.</summary>
    public IReadOnlyList<UnknownMember> UnknownMembers => _envelope.UnknownMembers;

    /// <summary>Known members with unusable values: their properties are null, the values among <see cref="UnknownMembers"/>.</summary>
    public IReadOnlyList<EventProblem> Problems => _envelope.Problems;

    /// <summary>Reads an event; never throws for what the text holds. Of members with the same name the last one counts.</summary>
    /// <param name="json">UTF-8 JSON; a byte order mark before it is tolerated. The event keeps this memory.</param>
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

/// <summary>What <see cref="HumanosEvent.Parse"/> made of a text: <see cref="Parsed"/> or <see cref="Malformed"/>, nothing else.</summary>
public abstract record EventParsing
{
    internal const string NotJson = "The text is not well-formed JSON.";
    internal const string NotAnObject = "The value is not an object.";

    private EventParsing()
    {
    }

    /// <summary>The text is a JSON object, and therefore an event, be it an unknown one.</summary>
    /// <param name="Event">The event; what could not be read of it is among its problems.</param>
    public sealed record Parsed(HumanosEvent Event) : EventParsing;

    /// <summary>The text is not one well-formed JSON object.</summary>
    /// <param name="Path">Where, as a JSON path.</param>
    /// <param name="Reason">A fixed sentence, without content of the text.</param>
    public sealed record Malformed(string Path, string Reason) : EventParsing;
}

/// <summary>A test delivery from the dashboard: <c>test</c>, since 2026-05-17. It asks for nothing but an answer.</summary>
public sealed class TestEvent : HumanosEvent
{
    internal TestEvent(string? message, EventEnvelope envelope)
        : base(envelope) => Message = message;

    /// <summary><c>message</c>: free text.</summary>
    public string? Message { get; }
}

/// <summary>
/// Every other event: of a type that nobody has seen before, of one whose content is documented nowhere
/// (<c>process.completed</c>), or without a type. What it says beyond the common facts is among the unknown members.
/// </summary>
public sealed class UnknownEvent : HumanosEvent
{
    internal UnknownEvent(EventEnvelope envelope)
        : base(envelope)
    {
    }
}
