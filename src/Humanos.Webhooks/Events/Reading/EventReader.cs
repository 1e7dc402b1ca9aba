namespace Humanos.Webhooks;

/// <summary>Reads an event: its type, its generation, what it tells, and last what nobody has read.</summary>
internal sealed class EventReader
{
    private readonly ProblemList _problems = new();
    private readonly JsonMembers _payload;
    private readonly ReadOnlyMemory<byte> _json;
    private readonly string? _eventType;
    private readonly string? _apiVersion;
    private readonly PayloadFamily _family;
    private readonly PayloadReader _reader;

    private EventReader(JsonValue root, ReadOnlyMemory<byte> json)
    {
        _payload = new JsonMembers(root, JsonPath.Root, _problems);
        _json = json;

        // Never "type": in credentials it means something else.
        _eventType = _payload.FirstText("eventType", "event");
        _apiVersion = _payload.Text("api_version");
        _family = PayloadFamilies.Of(_payload, _apiVersion, _eventType);
        _reader = PayloadReader.For(_family);
    }

    internal static HumanosEvent Read(JsonValue root, ReadOnlyMemory<byte> json) => new EventReader(root, json).Read();

    private HumanosEvent Read()
    {
        EventTime? time = TimeMembers.OfEvent(_payload);
        return _eventType switch
        {
            EventTypes.OtpFailed => new OtpFailedEvent(_reader.Failure(_payload), Envelope(time)),
            EventTypes.Test => new TestEvent(_payload.Text("message"), Envelope(time)),
            _ when EventTypes.IsIdentity(_eventType) => new IdentityEvent(_reader.Verification(_payload), Envelope(time)),
            _ when EventTypes.IsCredential(_eventType) =>
                new CredentialEvent(_reader.Credentials(_payload, _eventType, time), Envelope(time)),
            _ => new UnknownEvent(Envelope(time)),
        };
    }

    // Made after everything else is read: its initialisers run in this order.
    private EventEnvelope Envelope(EventTime? time) => new()
    {
        EventType = _eventType,
        ApiVersion = _apiVersion,
        Family = _family,
        RequestId = _payload.FirstText("requestId", "processId"),
        OpaqueRequestId = _payload.FirstId("requestId", "processId"),
        RequestInternalId = _reader.RequestInternalId(_payload),
        Issuer = _payload.FirstText("issuerDid", "issuerId", "organizationId"),
        User = _reader.User(_payload, _eventType),
        Time = time,
        Json = _json,
        UnknownMembers = [.. _payload.Unread()],
        Problems = _problems.All,
    };
}
