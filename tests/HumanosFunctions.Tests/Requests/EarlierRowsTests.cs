using System.Text;
using System.Text.Json;
using HumanosFunctions.Storage;
using HumanosFunctions.Tests.Storage;

namespace HumanosFunctions.Tests.Requests;

/// <summary>What earlier versions stored is read with what this one stores, as one state.</summary>
[Collection(StoreCollection.Name)]
public sealed class EarlierRowsTests(Azurite azurite) : StateTest(azurite)
{
    private readonly Azurite _azurite = azurite;

    [Theory, OnSqlite, OnTables]
    public async Task Later_events_change_what_an_earlier_version_stored(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, _azurite);
        await using var processed = new ProcessedRequest(tested.Open(), HashKey);
        await processed.Store.PutAsync(
            Row("credential", "urn:credential:1", """{"id":"urn:credential:1","name":"Loan","status":"ACTIVE","isActiveMandate":true}"""),
            Row("decision", "urn:credential:1\nD1", """{"user":"U1","action":"accept","decidedAt":"2026-06-01T12:01:00Z"}"""),
            Row("decision", "urn:credential:1\nU2", """{"user":"U2","action":"accept","decidedAt":"2026-06-01T12:01:00Z"}"""),
            Row("decision", "urn:credential:1\nD3", """{"action":"accept","decidedAt":"2026-06-01T12:01:00Z"}"""));
        JsonElement before = Assert.Single((await processed.DocumentAsync(Request)).GetProperty("credentials").EnumerateArray());
        Assert.Equal(["- accept", "U1 accept", "U2 accept"], Decisions(before));
        Assert.True(before.GetProperty("isActiveMandate").GetBoolean());

        await processed.ProcessAsync(new Told
        {
            Status = "REVOKED",
            User = "U2",
            Contact = "u2@example.com",
            Action = "reject",
            Minute = 5,
            Decisions = [new("D1", "u1@example.com", Accepted: false, Minute: 4), new("D3", "u3@example.com", Accepted: false, Minute: 4)],
        }.Json());

        JsonElement credential = Assert.Single((await processed.DocumentAsync(Request)).GetProperty("credentials").EnumerateArray());
        Assert.Equal(("Loan", "REVOKED"), (Text(credential, "name"), Text(credential, "status")));
        Assert.Equal(["- reject", "U1 reject", "U2 reject"], Decisions(credential));
        Assert.False(credential.GetProperty("isActiveMandate").GetBoolean());
    }

    private static StateRow Row(string kind, string key, string content) => new()
    {
        RequestId = Request,
        Kind = kind,
        Key = key,
        OccurredAt = new DateTimeOffset(2026, 6, 1, 12, 1, 0, TimeSpan.Zero),
        EventId = new string('a', 64),
        Content = Encoding.UTF8.GetBytes(content),
    };
}
