using System.Text;
using System.Text.Json;
using Humanos.Webhooks;
using HumanosFunctions.Persons;
using HumanosFunctions.Secrets;
using HumanosFunctions.Storage;
using HumanosFunctions.Tests.Requests;
using HumanosFunctions.Tests.Storage;

namespace HumanosFunctions.Tests.Persons;

/// <summary>The index leads from a person to the requests that name the person, and tells nobody without its key who that is.</summary>
[Collection(StoreCollection.Name)]
public sealed class PersonIndexTests(Azurite azurite)
{
    private const string Key = "a key for tests";

    private static readonly (string, string) IndexKey = ("Humanos:PersonIndexKey", Key);
    private static readonly PersonKeys Keys = new(new KeyedHash(Encoding.UTF8.GetBytes(Key)));

    // Where each version names the person who acted, as the documentation of the payloads has it.
    private static readonly string[][] Places =
    [
        ["user", "id"], ["user", "did"], ["user", "internalId"], ["user", "contact"], ["subjectId"], ["subjectInternalId"], ["metadata", "contact"],
        ["userId"], ["professionalId"], ["professionalInternalId"],
    ];

    private const string Mandate = """{"grantor":["did:key:grantor"],"scope":"s"}""";

    public static TheoryData<string> Payloads => [.. Samples.Names.Where(name => !name.EndsWith("/test", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Payloads))]
    public async Task Every_id_and_contact_of_the_person_in_a_payload_leads_to_its_request(string sample)
    {
        await using var processed = new ProcessedRequest(IndexKey);
        byte[] json = Samples.Read(sample);
        await processed.ProcessAsync(json);

        string request = Assert.IsType<EventParsing.Parsed>(HumanosEvent.Parse(json)).Event.OpaqueRequestId!;
        string[] persons = [.. Places.Select(place => Text(JsonElement.Parse(json), place)).OfType<string>()];
        Assert.NotEmpty(persons);
        foreach (string person in persons)
        {
            Assert.Equal([request], await FindAsync(processed.Store, person));
        }

        Assert.Empty(await FindAsync(processed.Store, "nobody@example.org"));
    }

    [Theory]
    [InlineData("did:key:subject", null, true)]
    [InlineData("did:web:issuer", null, false)]
    [InlineData("did:web:organization", null, false)]
    [InlineData("did:web:organization", Mandate, false)]
    [InlineData("did:key:subject", Mandate, false)]
    public void The_subject_of_a_W3C_credential_is_a_person_unless_it_is_the_issuer_or_receives_a_mandate(string subject, string? mandate, bool isPerson)
    {
        byte[] json = Encoding.UTF8.GetBytes($$"""
            {"eventType":"credential","requestId":"r","issuerDid":"did:web:organization","user":{"did":"did:key:user"},
             "credential":{"@context":["https://www.w3.org/ns/credentials/v2"],"id":"urn:c","type":["VerifiableCredential"],"issuer":"did:web:issuer",
             "credentialSubject":{"id":"{{subject}}"{{(mandate is null ? "" : $",\"mandate\":{mandate}")}}} } }
            """);

        IReadOnlyCollection<string> keys = Keys.Of(Assert.IsType<EventParsing.Parsed>(HumanosEvent.Parse(json)).Event);

        Assert.Equal(isPerson, keys.Intersect(Keys.Of(subject)).Any());
        Assert.Equal(mandate is not null, keys.Intersect(Keys.Of("did:key:grantor")).Any());
    }

    [Theory, OnSqlite, OnTables]
    public async Task The_stored_rows_do_not_contain_the_contact(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        await using var processed = new ProcessedRequest(tested.Open(), IndexKey);
        var told = new Told { User = "u1", Contact = "erika@example.org", Action = "accept", Decisions = [new Listed("d1", "max@example.org", true, 1)] };

        await processed.ProcessAsync(told.Json());

        string stored = string.Concat((await processed.Store.OfRequestAsync("request-1", CancellationToken.None)).Select(row => $"{row.Key} {Encoding.UTF8.GetString(row.Content.Span)}\n"));
        Assert.DoesNotContain("@example.org", stored, StringComparison.Ordinal);
        Assert.Equal(["request-1"], await FindAsync(processed.Store, " ERIKA@example.org"));
        Assert.Equal(["request-1"], await FindAsync(processed.Store, "max@example.org"));
        Assert.Equal(["request-1"], await FindAsync(processed.Store, "u1"));
    }

    [Theory, OnSqlite, OnTables]
    public async Task Events_in_any_order_and_repeated_lead_to_the_same_rows(string kind)
    {
        Told[] events = [new Told { User = "u1", Contact = "a@example.org", Minute = 1 }, new Told { User = "u2", Minute = 2 }, new Told { User = "u1", Minute = 3 }];
        string? expected = null;
        foreach (Told[] order in new[] { events, [events[2], events[0], events[1], events[0]] })
        {
            await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
            await using var processed = new ProcessedRequest(tested.Open(), IndexKey);
            foreach (Told told in order)
            {
                await processed.ProcessAsync(told.Json());
            }

            string stored = string.Join('\n', await processed.Store.DescribeAsync());
            Assert.Equal(expected ??= stored, stored);
        }
    }

    [Fact]
    public async Task Without_a_key_there_is_no_index_and_the_state_is_the_same()
    {
        await using var with = new ProcessedRequest(IndexKey);
        await using var without = new ProcessedRequest();
        byte[] json = new Told { User = "u1", Contact = "erika@example.org" }.Json();
        await with.ProcessAsync(json);
        await without.ProcessAsync(json);

        Assert.DoesNotContain(await without.Store.OfRequestAsync("request-1", CancellationToken.None), row => row.Kind == StateRow.IndexedKind);
        Assert.True(JsonElement.DeepEquals(await with.DocumentAsync("request-1"), await without.DocumentAsync("request-1")));
    }

    [Theory]
    [InlineData("erika@example.org", " Erika@Example.ORG ")]
    [InlineData("+351912345678", "+351 912 345 678")]
    [InlineData("+351912345678", "00351 912-345-678")]
    [InlineData("+351912345678", "+351 (912) 345.678")]
    [InlineData("912345678", "912 345 678")]
    public void One_contact_has_one_key_however_it_is_written(string contact, string written)
    {
        Assert.Equal(PersonContact.Normalize(contact), PersonContact.Normalize(written));
        Assert.NotEmpty(Keys.Of(contact).Intersect(Keys.Of(written)));
    }

    [Theory]
    [InlineData("erika@example.org", "erika@example.com")]
    [InlineData("+351912345678", "+352912345678")]
    [InlineData("912345678", "+912345678")]
    [InlineData("internal-1", "INTERNAL-1")]
    [InlineData("12-34", "1234")]
    [InlineData("did:key:z1", "did:key:z2")]
    public void Different_persons_have_different_keys(string one, string other) => Assert.Empty(Keys.Of(one).Intersect(Keys.Of(other)));

    [Fact]
    public void Another_key_gives_other_hashes_and_none_is_a_plain_hash()
    {
        IReadOnlyList<string> keys = Keys.Of("erika@example.org");

        Assert.Empty(keys.Intersect(new PersonKeys(new KeyedHash("another key"u8.ToArray())).Of("erika@example.org")));
        Assert.DoesNotContain(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("erika@example.org"u8)), keys);
        Assert.All(keys, key => Assert.Equal(64, key.Length));
    }

    private static async Task<IReadOnlyList<string>> FindAsync(IStateStore store, string person)
    {
        var found = new List<string>();
        foreach (string key in Keys.Of(person))
        {
            found.AddRange(await store.RequestsOfAsync(key, CancellationToken.None));
        }

        return [.. found.Distinct()];
    }

    private static string? Text(JsonElement payload, string[] place) =>
        place.Aggregate((JsonElement?)payload, (parent, name) => parent is { ValueKind: JsonValueKind.Object } members && members.TryGetProperty(name, out JsonElement member) ? member : null)
            is { ValueKind: JsonValueKind.String } found && found.GetString() is { Length: > 0 } text ? text : null;
}
