using System.Text;
using System.Text.Json;
using HumanosFunctions.Processing.State;
using HumanosFunctions.Storage;
using HumanosFunctions.Tests.Storage;

namespace HumanosFunctions.Tests.Requests;

[Collection(StoreCollection.Name)]
public sealed class RequestIdTests(Azurite azurite)
{
    /// <summary>The JSON of an id, and what it is read by.</summary>
    public static IEnumerable<(string Json, string Id)> Ids =>
    [
        ("\"a\"", "a"),
        ("\"A\"", "A"),
        ("\"\"", ""),
        ("\" \"", " "),
        ("12345678901234567890", "12345678901234567890"),
        ("1.50", "1.50"),
        ("true", "true"),
        ("\"a\\u0000\"", "a\0"),
        ("\"a\\nb\"", "a\nb"),
        ("\"a b\"", "a b"),
        ("\"a\\ud800\"", "\"a\\ud800\""),
        ("\"a\\udc00\"", "\"a\\udc00\""),
        ("\"a\\ufffd\"", "a\ufffd"),
        ("\"X/b\"", "X/b"),
        ("\"X%2Fb\"", "X%2Fb"),
        ("\"X%252Fb\"", "X%252Fb"),
        ("\"X~002fb\"", "X~002fb"),
        ("\".\"", "."),
        ("\"..\"", ".."),
        ("\"urn:via:request:1?x=1#y&z=+\"", "urn:via:request:1?x=1#y&z=+"),
        ($"\"{new string('x', 257)}\"", new string('x', 257)),
        ($"\"{new string('é', 512)}\"", new string('é', 512)),
    ];

    [Theory, OnSqlite, OnTables]
    public async Task Every_id_is_a_request_of_its_own_which_is_listed_and_read(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        await using var processed = new ProcessedRequest(tested.Open());
        foreach ((string json, string id) in Ids)
        {
            await processed.ProcessAsync(Event(json, credential: $"of {id}"));
        }

        foreach ((_, string id) in Ids)
        {
            JsonElement document = await processed.DocumentAsync(id);
            Assert.Single(document.GetProperty("events").EnumerateArray());
            Assert.Equal($"of {id}", Assert.Single(document.GetProperty("credentials").EnumerateArray()).GetProperty("internalId").GetString());
        }

        ChangedPage page = await processed.Store.ChangedSinceAsync(DateTimeOffset.UnixEpoch, continuation: null, pageSize: 900, CancellationToken.None);
        Assert.Equal(Ids.Select(one => one.Id).Order(StringComparer.Ordinal), page.Requests.Select(one => one.RequestId).Order(StringComparer.Ordinal));
    }

    [Theory, OnSqlite, OnTables]
    public async Task An_event_without_an_id_is_found_under_its_own(string kind)
    {
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        await using var processed = new ProcessedRequest(tested.Open());
        foreach (string json in (string[])["null", "{}", "[1]"])
        {
            byte[] payload = Event(json, credential: json);
            await processed.ProcessAsync(payload);

            // The identity that messages.md describes: SHA-256 of the JSON.
            string eventId = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(payload));
            Assert.Equal(eventId, Assert.Single((await processed.DocumentAsync(eventId)).GetProperty("events").EnumerateArray()).GetProperty("eventId").GetString());
        }
    }

    [Theory, OnSqlite, OnTables]
    public async Task Of_an_id_that_fits_no_address_the_beginning_the_length_and_the_hash_are_the_id(string kind)
    {
        string id = new('é', 100_000);
        await using TestedStore tested = await TestedStore.CreateAsync(kind, azurite);
        await using var processed = new ProcessedRequest(tested.Open());
        await processed.ProcessAsync(Event($"\"{id}\"", "c"));
        await processed.ProcessAsync(Event($"\"{id}e\"", "c"));

        ChangedPage page = await processed.Store.ChangedSinceAsync(DateTimeOffset.UnixEpoch, continuation: null, pageSize: 9, CancellationToken.None);

        // python3 -c 'import hashlib; print(hashlib.sha256(("\u00e9"*100000).encode()).hexdigest())'
        Assert.Equal(2, page.Requests.Count);
        Assert.Contains($"{new string('é', 128)}~100000~sha256:a5e9d89256f66adf101c4a92bf240ff33594e8c32a289edfd51c9f16a330db19", page.Requests.Select(one => one.RequestId));
        Assert.Contains(RequestKey.Of(id), page.Requests.Select(one => one.RequestId));
        Assert.All(page.Requests, one => Assert.Equal(one.RequestId, RequestKey.Of(one.RequestId)));
    }

    private static byte[] Event(string requestId, string credential) => Encoding.UTF8.GetBytes(
        $$"""{"eventType":"credential","requestId":{{requestId}},"credential":{"id":"c","internalId":{{JsonSerializer.Serialize(credential)}},"status":"ACTIVE"},"decisionDate":"2026-06-01T12:00:00Z"}""");
}
