using System.Globalization;

namespace Humanos.Webhooks;

/// <summary>Reads an event: its type, its generation, its content, and finally the members that were not read.</summary>
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

        // Not "type", which has another meaning in credentials.
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
            EventTypes.OtpFailed => new OtpFailedEvent(_reader.Failure(_payload), CreateEnvelope(time)),
            EventTypes.Test => new TestEvent(_payload.Text("message"), CreateEnvelope(time)),
            _ when EventTypes.IsIdentity(_eventType) => new IdentityEvent(_reader.Verification(_payload), CreateEnvelope(time)),
            _ when EventTypes.IsCredential(_eventType) =>
                new CredentialEvent(_reader.Credentials(_payload, _eventType, time), CreateEnvelope(time)),
            _ => new UnknownEvent(CreateEnvelope(time)),
        };
    }

    // Call this method after everything else is read. The initializers run in order, and the unread members must come last.
    private EventEnvelope CreateEnvelope(EventTime? time) => new()
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
        UnknownMembers = _payload.Unread(),
        Problems = _problems.All,
    };
}

/// <summary>The event types as sent, and what can be derived from them.</summary>
internal static class EventTypes
{
    internal const string Credential = "credential";
    internal const string Identity = "identity";
    internal const string OtpFailed = "otp.failed";
    internal const string Test = "test";

    internal const string Process = "process.";

    private const string Verification = "process.kyc.";
    private const string Signature = "process.signature.";
    private const string ProfessionalSignature = "process.signature.professional.";
    private const string Consent = "process.consent.";
    private const string Form = "process.form.";

    internal static bool IsOfProcess(string? type) => Begins(type, Process);

    internal static bool IsIdentity(string? type) => type == Identity || Begins(type, Verification);

    internal static bool IsCredential(string? type) => type == Credential || KindOf(type) is not null;

    /// <summary>The documentation has one short name for both kinds of signer. The long names were observed in one public receiver.</summary>
    internal static bool IsByProfessional(string? type) => Begins(type, ProfessionalSignature);

    internal static CredentialKind? KindOf(string? type) =>
        Begins(type, Signature) ? CredentialKind.Document
        : Begins(type, Consent) ? CredentialKind.Consent
        : Begins(type, Form) ? CredentialKind.Form
        : null;

    /// <summary>Forms only: the other names end in <c>completed</c> for every decision.</summary>
    internal static CredentialAction? ActionOf(string? type) => type switch
    {
        "process.form.filled" => CredentialAction.Accept,
        "process.form.rejected" => CredentialAction.Reject,
        _ => null,
    };

    private static bool Begins(string? type, string prefix) => type?.StartsWith(prefix, StringComparison.Ordinal) == true;
}

/// <summary>Determines the generation of a payload from its version, or else from its members.</summary>
internal static class PayloadFamilies
{
    private static readonly DateOnly FirstDated = new(2026, 03, 03);
    private static readonly DateOnly FirstWithUserId = new(2026, 05, 17);

    /// <summary>An unknown version is read as the nearest earlier version. If there is none, or the version is not a date, the members decide.</summary>
    internal static PayloadFamily Of(JsonMembers payload, string? apiVersion, string? eventType) =>
        !DateOnly.TryParseExact(apiVersion, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly version)
        || version < FirstDated ? OfShape(payload, eventType)
        : version < FirstWithUserId ? PayloadFamily.From20260303
        : PayloadFamily.From20260517;

    private static PayloadFamily OfShape(JsonMembers payload, string? eventType) =>
        EventTypes.IsOfProcess(eventType) ? PayloadFamily.V0Process
        : payload.Has("issuerId") || payload.Has("subjectId") ? PayloadFamily.V0Subject
        : payload.Has("processId") || payload.Has("organizationId") ? PayloadFamily.V0Process
        : IsFrom20260517(payload) ? PayloadFamily.From20260517
        : Holds(payload, "credential", "resourceType") ? PayloadFamily.From20260303
        : Holds(payload, "user", "did") || payload.Has("decisionDate") || payload.Has("action") ? PayloadFamily.UndatedDid
        : PayloadFamily.From20260517;

    private static bool IsFrom20260517(JsonMembers payload) =>
        (Holds(payload, "user", "id") && !Holds(payload, "user", "did"))
        || Holds(payload, "decision", "date")
        || Holds(payload, "decision", "action")
        || Holds(payload, "credential", "w3cCredential");

    private static bool Holds(JsonMembers payload, string outer, string inner) => payload.Objects(outer) is [{ } only] && only.Has(inner);
}
