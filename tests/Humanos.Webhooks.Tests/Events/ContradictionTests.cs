namespace Humanos.Webhooks.Tests;

/// <summary>The decisions of this library for cases in which the published payload descriptions are contradictory or incomplete.</summary>
public sealed class ContradictionTests
{
    [Theory]
    [InlineData("user.did names the user before 2026-05-17", """{"api_version":"2026-04-14","user":{"did":"d"}}""", "user/id", "\"d\"")]
    [InlineData("user.id names the user since 2026-05-17", """{"api_version":"2026-05-17","user":{"id":"i"}}""", "user/id", "\"i\"")]
    [InlineData("where both are told, 2026-04-14 means did", """{"api_version":"2026-04-14","user":{"id":"i","did":"d"}}""", "user/id", "\"d\"")]
    [InlineData("where both are told, 2026-05-17 means id", """{"api_version":"2026-05-17","user":{"id":"i","did":"d"}}""", "user/id", "\"i\"")]
    [InlineData("the other one is not lost", """{"api_version":"2026-05-17","user":{"id":"i","did":"d"}}""", "unknownMembers/0/path", "\"$.user.did\"")]
    [InlineData("an old name is read in a new version", """{"api_version":"2026-05-17","user":{"did":"d"}}""", "user/id", "\"d\"")]
    [InlineData("a new name is read in an old version", """{"api_version":"2026-03-07","user":{"id":"i"}}""", "user/id", "\"i\"")]
    [InlineData("an empty id gives way to the other name", """{"api_version":"2026-05-17","user":{"id":"","did":"d"}}""", "user/id", "\"d\"")]
    public void Of_two_names_of_the_user_the_version_s_own_comes_first(string claim, string json, string path, string expected) =>
        AssertTold(claim, json, path, expected);

    [Theory]
    [InlineData("eventType is the type", """{"eventType":"test","event":"identity"}""", "kind", "\"test\"")]
    [InlineData("event is the type where there is no eventType", """{"event":"identity"}""", "kind", "\"identity\"")]
    [InlineData("event is the type where eventType is null", """{"eventType":null,"event":"identity"}""", "kind", "\"identity\"")]
    [InlineData("event is the type where eventType is no text", """{"eventType":{},"event":"identity"}""", "kind", "\"identity\"")]
    [InlineData("type is never the type", """{"type":"credential"}""", "kind", "\"unknown\"")]
    [InlineData("type is kept", """{"type":"credential"}""", "unknownMembers/0/path", "\"$.type\"")]
    [InlineData("a type in a credential is not the event's", """{"credential":{"@context":[],"type":["VerifiableCredential"]}}""", "kind", "\"unknown\"")]
    [InlineData("a test event is known in any version", """{"eventType":"test","api_version":"2026-03-07","message":"m"}""", "message", "\"m\"")]
    [InlineData("an unknown type is kept as sent", """{"eventType":"payment.failed"}""", "eventType", "\"payment.failed\"")]
    [InlineData("an unknown type is an unknown event", """{"eventType":"payment.failed"}""", "kind", "\"unknown\"")]
    [InlineData("types are told apart by case", """{"eventType":"Credential"}""", "kind", "\"unknown\"")]
    [InlineData("what process.completed holds is documented nowhere", """{"event":"process.completed","processId":"p"}""", "kind", "\"unknown\"")]
    [InlineData("its request is told all the same", """{"event":"process.completed","processId":"p"}""", "requestId", "\"p\"")]
    [InlineData("an event without any type is unknown", "{}", "kind", "\"unknown\"")]
    public void The_event_type_is_eventType_or_else_event(string claim, string json, string path, string expected) =>
        AssertTold(claim, json, path, expected);

    [Theory]
    [InlineData("a professional signed", """{"eventType":"process.signature.completed","professionalId":"p"}""", "user", """{"id":"p","isProfessional":true}""")]
    [InlineData("a user signed", """{"eventType":"process.signature.completed","userId":"u"}""", "user", """{"id":"u","isProfessional":false}""")]
    [InlineData("the long name of the one is a credential event", """{"event":"process.signature.user.completed","userId":"u"}""", "kind", "\"credential\"")]
    [InlineData("the long name of the other is one too", """{"eventType":"process.signature.professional.completed","professionalId":"p"}""", "kind", "\"credential\"")]
    [InlineData("the long name alone tells a professional", """{"event":"process.signature.professional.completed","userId":"u"}""", "user/isProfessional", "true")]
    [InlineData("the long name keeps the kind", """{"event":"process.signature.user.completed","metadata":{"items":[{}]}}""", "credentials/0/kind", "\"DOCUMENT\"")]
    [InlineData("where both are told, the professional signed", """{"event":"process.signature.completed","userId":"u","professionalId":"p"}""", "user/id", "\"p\"")]
    [InlineData("and the user is not lost", """{"event":"process.signature.completed","userId":"u","professionalId":"p"}""", "unknownMembers/0/path", "\"$.userId\"")]
    public void Two_signature_events_of_one_name_differ_in_the_signer(string claim, string json, string path, string expected) =>
        AssertTold(claim, json, path, expected);

    [Theory]
    [InlineData("the credential's in v0-subject", """{"eventType":"credential","subjectId":"s","internalId":"x"}""", "credentials/0/internalId", "\"x\"")]
    [InlineData("not the request's there", """{"eventType":"credential","subjectId":"s","internalId":"x"}""", "requestInternalId", null)]
    [InlineData("the request's since", """{"eventType":"credential","user":{"did":"d"},"internalId":"x","credential":{}}""", "requestInternalId", "\"x\"")]
    [InlineData("not the credential's since", """{"eventType":"credential","user":{"did":"d"},"internalId":"x","credential":{}}""", "credentials/0/internalId", null)]
    [InlineData("nobody's where v0-subject has no credential", """{"eventType":"identity","subjectId":"s","internalId":"x"}""", "unknownMembers/0/path", "\"$.internalId\"")]
    public void The_internal_id_of_the_top_level_is(string claim, string json, string path, string? expected) =>
        AssertTold(claim, json, path, expected);

    [Theory]
    [InlineData("the resend address is text, even an absolute one", """{"eventType":"otp.failed","otp":{"resendEndpoint":"https://elsewhere.example/x"}}""", "resendEndpoint", "\"https://elsewhere.example/x\"")]
    [InlineData("the id in it is not the request's", """{"eventType":"otp.failed","subjectId":"s","requestId":"r","metadata":{"resendEndpoint":"/v0/request/resend/o"}}""", "requestId", "\"r\"")]
    [InlineData("an unknown code is kept", """{"eventType":"otp.failed","otp":{"error":{"code":"INVALID_EMAIL"}}}""", "errorCode", "\"INVALID_EMAIL\"")]
    [InlineData("there is no time since 2026-05-17", """{"eventType":"otp.failed","api_version":"2026-05-17"}""", "time", null)]
    [InlineData("ids of any form are ids", """{"requestId":"did:web:humanos.techcredential:uuid"}""", "requestId", "\"did:web:humanos.techcredential:uuid\"")]
    [InlineData("ids of 23 digits are ids", """{"requestId":"68c6b2c3d4e5f6789012345"}""", "requestId", "\"68c6b2c3d4e5f6789012345\"")]
    public void Addresses_ids_and_codes_are_opaque(string claim, string json, string path, string? expected) =>
        AssertTold(claim, json, path, expected);

    internal static void AssertTold(string claim, string json, string path, string? expected)
    {
        string? told = AnEvent.At(AnEvent.Normalised(AnEvent.Of(json)), path);
        Assert.True(expected == told, $"{claim}: expected {expected ?? "nothing"}, found {told ?? "nothing"}");
    }
}
