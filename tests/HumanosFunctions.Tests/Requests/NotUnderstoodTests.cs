using System.Text;
using System.Text.Json;

namespace HumanosFunctions.Tests.Requests;

/// <summary>A request's document lists the events that have no effect on the rest of it.</summary>
public sealed class NotUnderstoodTests
{
    private const string Request = "request-1";

    [Theory]
    [InlineData("""{"event":"process.completed","processId":"request-1","completedAt":"2026-06-01T12:00:00Z"}""", "process.completed", "type")]
    [InlineData("""{"eventType":"credential.revoked","requestId":"request-1"}""", "credential.revoked", "type")]
    [InlineData("""{"eventType":"credential","requestId":"request-1","credentials":[{"id":"c"}]}""", "credential", "content")]
    [InlineData("""{"eventType":"identity","requestId":"request-1","outcome":"APPROVED"}""", "identity", "content")]
    public async Task An_event_without_effect_is_listed_with_the_reason(string json, string type, string reason)
    {
        JsonElement listed = Assert.Single((await DocumentAsync(json)).GetProperty("notUnderstood").EnumerateArray());

        Assert.Equal(type, listed.GetProperty("type").GetString());
        Assert.Equal(reason, listed.GetProperty("reason").GetString());
        Assert.Equal(64, listed.GetProperty("eventId").GetString()!.Length);
        Assert.Equal(JsonValueKind.String, listed.GetProperty("occurredAt").ValueKind);
    }

    [Fact]
    public async Task Every_member_of_the_document_stays_where_it_was_and_a_document_that_is_complete_lists_nothing()
    {
        const string Understood = """{"eventType":"credential","requestId":"request-1","api_version":"2026-05-17","credential":{"id":"c","status":"ACTIVE"},"decision":{"action":"accept","date":"2026-06-01T12:00:00Z"}}""";
        JsonElement complete = await DocumentAsync(Understood);
        JsonElement incomplete = await DocumentAsync(Understood, """{"eventType":"identity","requestId":"request-1","decision":{},"x":1}""");

        Assert.Equal(["requestId", "credentials", "identities", "otpFailures", "events"], complete.EnumerateObject().Select(member => member.Name));
        Assert.Equal(["requestId", "credentials", "identities", "otpFailures", "events", "notUnderstood"], incomplete.EnumerateObject().Select(member => member.Name));
        Assert.Equal(complete.GetProperty("credentials").GetRawText(), incomplete.GetProperty("credentials").GetRawText());
    }

    [Fact]
    public async Task A_repeated_event_is_listed_once()
    {
        const string Unknown = """{"eventType":"credential.revoked","requestId":"request-1","decisionDate":"2026-06-01T12:00:00Z"}""";

        Assert.Single((await DocumentAsync(Unknown, Unknown)).GetProperty("notUnderstood").EnumerateArray());
    }

    [Fact]
    public async Task What_is_known_of_a_structured_identity_document_is_stored_where_the_setting_allows_it()
    {
        const string Structured = """
            {"eventType":"identity","requestId":"request-1","api_version":"2026-06-18","decision":{"success":true,"date":"2026-06-01T12:00:00Z"},
             "identity":{"fullName":"Ana Lima","birth":{"date":"1990-01-31","place":"Porto","country":"PRT"},"nationality":["PRT"],
             "addresses":[{"street":"Rua 1","city":"Porto"}],"document":{"type":"PASSPORT","number":"X1","issuingCountry":"PRT","expiresAt":"2030-01-01"}}}
            """;
        await using var with = new ProcessedRequest(("Humanos:StoreIdentityDocuments", "true"));
        await with.ProcessAsync(Encoding.UTF8.GetBytes(Structured));
        JsonElement stored = Assert.Single((await with.DocumentAsync(Request)).GetProperty("identities").EnumerateArray());
        JsonElement kept = Assert.Single((await DocumentAsync(Structured)).GetProperty("identities").EnumerateArray());

        Assert.Equal(
            """{"fullName":"Ana Lima","birth":"1990-01-31","docId":"X1","placeOfBirth":"Porto","countryOfBirth":"PRT","nationalities":["PRT"],"addresses":[{"street":"Rua 1","city":"Porto"}]}""",
            stored.GetProperty("document").GetRawText());
        Assert.Equal("PASSPORT PRT 2030-01-01", $"{kept.GetProperty("documentType")} {kept.GetProperty("documentCountry")} {kept.GetProperty("documentExpiresAt")}");
        Assert.Equal(
            ["eventId", "occurredAt", "succeeded", "documentType", "documentCountry", "documentExpiresAt"],
            kept.EnumerateObject().Select(member => member.Name));
    }

    private static async Task<JsonElement> DocumentAsync(params string[] events)
    {
        await using var request = new ProcessedRequest();
        foreach (string json in events)
        {
            await request.ProcessAsync(Encoding.UTF8.GetBytes(json));
        }

        return await request.DocumentAsync(Request);
    }
}
