using System.Text;
using System.Text.Json;
using HumanosFunctions.Tests.Storage;

namespace HumanosFunctions.Tests.Requests;

[Collection(StoreCollection.Name)]
public sealed class CredentialStateTests(Azurite azurite) : StateTest(azurite)
{
    // The order that the protocol's life of a credential gives: the later stage, and at the end the safe side.
    private static readonly string[] Stages = ["DRAFT", "PENDING", "ACTIVE", "REJECTED", "EXPIRED", "REVOKED"];

    public static IEnumerable<object[]> Pairs =>
        Stages.SelectMany((earlier, at) => Stages[(at + 1)..].Select(later => new object[] { earlier, later }));

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task At_one_time_the_later_stage_counts_whatever_the_events_hashes_are(string earlier, string later)
    {
        foreach (string salt in Enumerable.Range(0, 6).Select(number => $"{number}"))
        {
            Told one = new() { Status = earlier, Action = "accept", Salt = salt };
            JsonElement credential = await CredentialAsync(TestedStore.Sqlite, hashed: false, one, one with { Status = later });

            Assert.Equal(later, Text(credential, "status"));
            Assert.Equal(later == "ACTIVE", credential.GetProperty("isActiveMandate").GetBoolean());
        }
    }

    [Theory, OnSqlite, OnTables]
    public async Task A_newer_event_that_knows_less_erases_nothing(string kind)
    {
        Told full = new() { Name = "Loan", Status = "ACTIVE", Action = "accept", User = "U1", Minute = 1 };
        Told bare = new() { Minute = 2, User = "U2", Action = "accept" };
        foreach (Told[] order in Orders(full, bare))
        {
            JsonElement credential = await CredentialAsync(kind, hashed: false, order);
            Assert.Equal(("Loan", "ACTIVE"), (Text(credential, "name"), Text(credential, "status")));
            Assert.True(credential.GetProperty("isActiveMandate").GetBoolean());
            Assert.Equal(Told.Time(2), Text(credential, "occurredAt"));
        }
    }

    [Theory, OnSqlite, OnTables]
    public async Task Ids_that_differ_in_one_odd_character_are_different_credentials(string kind)
    {
        string[] ids = ["a\nb", "a b", "a/b", "a%2Fb", "A b", "a\0b", "a\0", "a", "a~000ab", new string('x', 300), new string('x', 301)];

        JsonElement document = await StateAsync(kind, ids.Select(id => new Told { Credential = id, Status = "ACTIVE" }.Json()));

        Assert.Equal(ids.Order(StringComparer.Ordinal), document.GetProperty("credentials").EnumerateArray().Select(one => Text(one, "id")).Order(StringComparer.Ordinal));
    }

    [Theory, OnSqlite]
    public async Task Of_one_item_twice_in_a_delivery_the_later_decision_counts(string kind)
    {
        foreach (string items in (string[])
        [
            """{"itemId":"i","decisionDate":"2026-06-01T12:02:00Z","rejected":true},{"itemId":"i","decisionDate":"2026-06-01T12:01:00Z","rejected":false}""",
            """{"itemId":"i","decisionDate":"2026-06-01T12:01:00Z","rejected":false},{"itemId":"i","decisionDate":"2026-06-01T12:02:00Z","rejected":true}""",
        ])
        {
            byte[] json = Encoding.UTF8.GetBytes(
                """{"event":"process.consent.completed","processId":"request-1","userId":"U1","completedAt":"2026-06-01T12:03:00Z","metadata":{"items":["""
                + items + "]}}");

            JsonElement credential = Assert.Single((await StateAsync(kind, [json])).GetProperty("credentials").EnumerateArray());

            Assert.Equal(["U1 reject"], Decisions(credential));
        }
    }

    [Theory]
    [InlineData('\'', TestedStore.Sqlite)]
    [InlineData('\'', TestedStore.Tables)]
    [InlineData('‹', TestedStore.Tables)]
    [InlineData('+', TestedStore.Sqlite)]
    [InlineData('é', TestedStore.Tables)]
    public async Task A_long_name_is_stored_whole(char character, string kind)
    {
        string name = new(character, 200_000);

        Assert.Equal(name, Text(await CredentialAsync(kind, hashed: false, new Told { Name = name, Status = "ACTIVE" }), "name"));
    }

    [Theory, OnSqlite, OnTables]
    public async Task Of_what_is_too_long_even_so_the_beginning_the_length_and_the_hash_are_stored(string kind)
    {
        string name = string.Concat(Enumerable.Repeat("\U0001F600", 100_000));
        JsonElement credential = await CredentialAsync(kind, hashed: false, new Told { Name = name, Status = "ACTIVE" }, new Told { Name = name, Status = "REVOKED", Minute = 1 });

        Assert.StartsWith(Text(credential, "name"), name, StringComparison.Ordinal);
        Assert.Equal(200_000, credential.GetProperty("nameLength").GetInt32());

        // python3 -c 'import hashlib; print(hashlib.sha256("\U0001F600".encode()*100000).hexdigest())'
        Assert.Equal("5fd991a36c770e1053a6341e024db7373cc2f17440f638308465e45d24c02e3b", Text(credential, "nameSha256"));
        Assert.Equal("REVOKED", Text(credential, "status"));
    }
}
