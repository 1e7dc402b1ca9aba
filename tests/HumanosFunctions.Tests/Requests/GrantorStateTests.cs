using System.Text.Json;
using HumanosFunctions.Tests.Storage;

namespace HumanosFunctions.Tests.Requests;

[Collection(StoreCollection.Name)]
public sealed class GrantorStateTests(Azurite azurite) : StateTest(azurite)
{
    private static readonly Listed D1 = new("D1", "u1@example.com", Accepted: true, Minute: 1);
    private static readonly Listed D2 = new("D2", "u2@example.com", Accepted: true, Minute: 2);
    private static readonly Listed D3 = new("D3", "u3@example.com", Accepted: true, Minute: 3);

    [Theory, OnSqlite, OnTables]
    public async Task An_event_of_one_grantor_does_not_erase_who_the_others_are(string kind)
    {
        Told first = new() { User = "U1", Contact = "u1@example.com", Status = "DRAFT", Action = "accept", Minute = 1, Decisions = [D1] };
        Told second = new() { User = "U2", Contact = "u2@example.com", Status = "DRAFT", Action = "accept", Minute = 2, Decisions = [D1, D2] };
        Told third = new() { User = "U3", Contact = "u3@example.com", Status = "ACTIVE", Action = "accept", Minute = 3, Decisions = [D1, D2, D3] };
        foreach (Told[] order in Orders(first, second, third))
        {
            JsonElement credential = await CredentialAsync(kind, hashed: false, order);
            Assert.Equal(["U1 accept", "U2 accept", "U3 accept"], Decisions(credential));
            Assert.True(credential.GetProperty("isActiveMandate").GetBoolean());
        }
    }

    [Theory, OnSqlite, OnTables]
    public async Task A_grantor_has_one_decision_whether_the_list_names_it_or_not(string kind)
    {
        Told accept = new() { User = "U1", Contact = "u1@example.com", Action = "accept", Minute = 1 };
        Told reject = accept with { Action = "reject", Minute = 2, Decisions = [D1 with { Accepted = false, Minute = 2 }] };
        foreach (Told[] order in Orders(accept, reject))
        {
            Assert.Equal(["U1 reject"], Decisions(await CredentialAsync(kind, hashed: false, order)));
        }
    }

    [Theory, OnSqlite, OnTables]
    public async Task A_grantor_has_one_decision_under_two_decision_ids(string kind)
    {
        Told accept = new() { User = "U1", Contact = "u1@example.com", Action = "accept", Minute = 1, Decisions = [D1 with { Id = "D1a" }] };
        Told reject = accept with { Action = "reject", Minute = 2, Decisions = [new("D1b", "u1@example.com", Accepted: false, Minute: 2)] };
        foreach (Told[] order in Orders(accept, reject))
        {
            Assert.Equal(["U1 reject"], Decisions(await CredentialAsync(kind, hashed: false, order)));
        }
    }

    [Theory, OnSqlite, OnTables]
    public async Task A_contact_ties_decisions_to_their_grantor_where_no_event_names_the_user(string kind)
    {
        Told accept = new() { Action = "accept", Minute = 1, Contact = "u1@example.com" };
        Told listed = new() { Minute = 2, Decisions = [new("D1b", "u1@example.com", Accepted: false, Minute: 2)] };
        Told named = new() { User = "U1", Contact = "u1@example.com", Action = "accept", Minute = 0 };
        foreach (Told[] order in Orders(accept, listed))
        {
            Assert.Equal(["- reject"], Decisions(await CredentialAsync(kind, hashed: true, order)));
        }

        foreach (Told[] order in Orders(accept, listed, named))
        {
            Assert.Equal(["U1 reject"], Decisions(await CredentialAsync(kind, hashed: true, order)));
        }
    }

    [Theory, OnSqlite]
    public async Task What_nobody_is_named_in_is_one_unnamed_grantors(string kind)
    {
        Told accept = new() { Action = "accept", Minute = 1 };
        foreach (Told[] order in Orders(accept, accept with { Action = "reject", Minute = 2 }))
        {
            Assert.Equal(["- reject"], Decisions(await CredentialAsync(kind, hashed: true, order)));
        }
    }

    [Theory, OnSqlite]
    public async Task Two_users_with_one_contact_stay_two(string kind)
    {
        Told one = new() { User = "U1", Contact = "shared@example.com", Action = "reject", Minute = 1 };
        Told other = new() { User = "U2", Contact = "shared@example.com", Action = "accept", Minute = 2 };
        foreach (Told[] order in Orders(one, other))
        {
            Assert.Equal(["U1 reject", "U2 accept"], Decisions(await CredentialAsync(kind, hashed: true, order)));
        }
    }

    [Theory, OnSqlite]
    public async Task At_one_time_a_refusal_counts(string kind)
    {
        Told accept = new() { User = "U1", Action = "accept" };
        foreach (string salt in Enumerable.Range(0, 8).Select(number => $"{number}"))
        {
            Assert.Equal(
                ["U1 reject"], Decisions(await CredentialAsync(kind, hashed: false, accept with { Salt = salt }, accept with { Action = "reject", Salt = salt })));
        }
    }

    [Theory, OnSqlite]
    public async Task A_repetition_without_the_time_does_not_erase_it(string kind)
    {
        Told dated = new() { Minute = 1, Decisions = [D1] };
        Told undated = new() { Minute = 2, Decisions = [D1 with { Minute = null }] };
        foreach (Told[] order in Orders(dated, undated))
        {
            JsonElement decision = Assert.Single((await CredentialAsync(kind, hashed: true, order)).GetProperty("decisions").EnumerateArray());
            Assert.Equal(Told.Time(1), Text(decision, "decidedAt"));
        }
    }

    [Fact]
    public async Task Neither_a_contact_nor_its_hash_is_in_the_answer()
    {
        JsonElement document = await StateAsync(TestedStore.Sqlite, [new Told { Action = "accept", User = "U1", Contact = "u1@example.com", Decisions = [D1] }.Json()]);

        Assert.DoesNotContain("example.com", document.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            ["eventId", "occurredAt", "user", "action", "decidedAt"],
            document.GetProperty("credentials")[0].GetProperty("decisions")[0].EnumerateObject().Select(member => member.Name));
    }
}
