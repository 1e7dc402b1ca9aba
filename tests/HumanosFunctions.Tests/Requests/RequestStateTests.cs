using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HumanosFunctions.Tests.Requests;

public sealed class RequestStateTests
{
    private const string Request = "request-1";

    [Fact]
    public async Task The_newest_event_of_a_credential_decides_its_status()
    {
        await using var request = new ProcessedRequest();
        await request.ProcessAsync(Credential("ACTIVE", "2026-06-02T00:00:00Z", user: "a"));
        await request.ProcessAsync(Credential("DRAFT", "2026-06-01T00:00:00Z", user: "b"));

        JsonElement credential = Assert.Single((await request.DocumentAsync(Request)).GetProperty("credentials").EnumerateArray());

        Assert.Equal("ACTIVE", credential.GetProperty("status").GetString());
        Assert.True(credential.GetProperty("isActiveMandate").GetBoolean());
    }

    [Fact]
    public async Task An_accept_on_a_draft_is_a_grantors_act_and_no_mandate()
    {
        await using var request = new ProcessedRequest();
        await request.ProcessAsync(Credential("DRAFT", "2026-06-01T00:00:00Z", user: "a"));

        JsonElement credential = Assert.Single((await request.DocumentAsync(Request)).GetProperty("credentials").EnumerateArray());

        Assert.False(credential.GetProperty("isActiveMandate").GetBoolean());
        Assert.Equal("accept", Assert.Single(credential.GetProperty("decisions").EnumerateArray()).GetProperty("action").GetString());
    }

    [Fact]
    public async Task Each_grantor_has_a_decision_and_the_newest_counts()
    {
        await using var request = new ProcessedRequest();
        await request.ProcessAsync(Credential("REJECTED", "2026-06-01T02:00:00Z", user: "b", action: "reject"));
        await request.ProcessAsync(Credential("DRAFT", "2026-06-01T00:00:00Z", user: "a", action: "accept"));
        await request.ProcessAsync(Credential("DRAFT", "2026-06-01T01:00:00Z", user: "b", action: "accept"));

        JsonElement credential = Assert.Single((await request.DocumentAsync(Request)).GetProperty("credentials").EnumerateArray());

        Assert.Equal(
            ["a accept", "b reject"],
            credential.GetProperty("decisions").EnumerateArray().Select(decision => $"{decision.GetProperty("user")} {decision.GetProperty("action")}").Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Any_order_and_any_repetition_of_events_ends_in_the_same_state(int seed)
    {
        byte[][] events = [.. Samples.Names.Select(WithOneRequest)];
        var random = new Random(seed);
        byte[][] shuffled = [.. events.Concat(random.GetItems(events, events.Length))];
        random.Shuffle(shuffled);

        await using var inOrder = new ProcessedRequest();
        await using var anyhow = new ProcessedRequest();
        foreach (byte[] json in events)
        {
            await inOrder.ProcessAsync(json);
        }

        foreach (byte[] json in shuffled)
        {
            await anyhow.ProcessAsync(json);
        }

        JsonElement document = await anyhow.DocumentAsync(Request);
        Assert.Equal((await inOrder.DocumentAsync(Request)).ToString(), document.ToString());
        Assert.Equal(events.Length, document.GetProperty("events").GetArrayLength());
    }

    [Fact]
    public async Task Of_an_identity_document_only_kind_country_expiry_and_a_keyed_hash_are_stored()
    {
        await using var request = new ProcessedRequest(("Humanos:DocumentHashKey", "key"));
        byte[] json = WithOneRequest("2026-05-17/identity");
        await request.ProcessAsync(json);

        JsonElement document = await request.DocumentAsync(Request);
        JsonElement identity = Assert.Single(document.GetProperty("identities").EnumerateArray());

        Assert.Equal("PASSPORT", identity.GetProperty("documentType").GetString());
        Assert.Equal("USA", identity.GetProperty("documentCountry").GetString());

        // printf %s A123456789 | openssl dgst -sha256 -hmac key
        Assert.Equal("9dc30c6e6fca2809f3a3ea192e9087d6e44e5b7c12f7cc3f10be07aa31545324", identity.GetProperty("documentNumberHash").GetString());
        string stored = document.ToString();
        Assert.All(
            PersonalData.In(json).Where(value => !value.StartsWith("did:", StringComparison.Ordinal)),
            value => Assert.DoesNotContain(value, stored, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_key_there_is_no_hash()
    {
        await using var request = new ProcessedRequest();
        await request.ProcessAsync(WithOneRequest("2026-05-17/identity"));

        JsonElement identity = Assert.Single((await request.DocumentAsync(Request)).GetProperty("identities").EnumerateArray());

        Assert.False(identity.TryGetProperty("documentNumberHash", out _));
    }

    [Fact]
    public async Task A_setting_stores_whole_documents()
    {
        await using var request = new ProcessedRequest(("Humanos:StoreIdentityDocuments", "true"));
        await request.ProcessAsync(WithOneRequest("v0-process/process.kyc.completed"));

        JsonElement identity = Assert.Single((await request.DocumentAsync(Request)).GetProperty("identities").EnumerateArray());

        Assert.Equal("Maria Joana Exemplo da Silva", identity.GetProperty("document").GetProperty("fullName").GetString());
        Assert.Equal("1,79", identity.GetProperty("document").GetProperty("height").GetString());
    }

    private static byte[] WithOneRequest(string sample)
    {
        JsonObject payload = JsonNode.Parse(Samples.Read(sample))!.AsObject();
        payload[payload.ContainsKey("processId") ? "processId" : "requestId"] = Request;
        return Encoding.UTF8.GetBytes(payload.ToJsonString());
    }

    private static byte[] Credential(string status, string time, string user, string action = "accept") => Encoding.UTF8.GetBytes($$"""
        {"eventType":"credential","requestId":"{{Request}}","issuerDid":"issuer","api_version":"2026-05-17",
         "user":{"contact":"{{user}}@example.com","id":"{{user}}"},
         "credential":{"id":"urn:credential:1","status":"{{status}}","decisions":[]},"decision":{"action":"{{action}}","date":"{{time}}"} }
        """);
}
