using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EndToEnd.Deliveries;
using EndToEnd.InProcess;

namespace EndToEnd;

/// <summary>Every request that is listed can be read, whatever its id is.</summary>
public sealed class RequestIdTests
{
    private static readonly string[] Ids =
        ["X/b", "X%2Fb", "X%252Fb", "did:web:humanos.tech:user/1", "urn:x?y=1#z&w", ".", "..", "", "a+b", "a b", "a\nb", "a\0b", "a\ud800", "https://humanos.id/a/../b"];

    [Fact]
    public async Task Every_id_that_is_listed_is_read_by_the_query_and_answers_its_own_request()
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync();
        string since = Uri.EscapeDataString(DateTimeOffset.UtcNow.AddMinutes(-1).ToString("O"));
        foreach ((int number, string id) in Ids.Index())
        {
            string requestId = id.Contains('\ud800') ? "\"a\\ud800\"" : JsonSerializer.Serialize(id);
            byte[] json = Encoding.UTF8.GetBytes(
                $$"""{"eventType":"credential","requestId":{{requestId}},"credential":{"id":"c","name":"{{number}}","status":"ACTIVE"},"decisionDate":"2026-06-01T12:00:00Z"}""");
            await ingestor.Http.DeliverAsync(ingestor.Webhook, ingestor.Sender.Seal(json, DateTimeOffset.UtcNow));
        }

        string[] listed = [];
        await Eventually.IsTrueAsync(
            async () =>
            {
                JsonElement page = await ingestor.Http.GetFromJsonAsync<JsonElement>(new Uri(ingestor.Api, $"requests?since={since}&top=100"));
                listed = [.. page.GetProperty("requests").EnumerateArray().Select(one => one.GetProperty("requestId").GetString()!)];
                return listed.Length == Ids.Length;
            },
            "all requests are listed");

        var names = new List<string>();
        foreach (string id in listed)
        {
            JsonElement document = await ingestor.Http.GetFromJsonAsync<JsonElement>(new Uri(ingestor.Api, $"requests?id={Uri.EscapeDataString(id)}"));
            Assert.Equal(id, document.GetProperty("requestId").GetString());
            names.Add(document.GetProperty("credentials")[0].GetProperty("name").GetString()!);
        }

        Assert.Equal(Ids.Length, names.Distinct().Count());
        await AssertPathsAsync(ingestor);
    }

    private static async Task AssertPathsAsync(InProcessIngestor ingestor)
    {
        Assert.Equal("X/b", await ReadAsync(ingestor, "requests/X%2Fb"));
        Assert.Equal("X/b", await ReadAsync(ingestor, "requests/X/b"));
        Assert.Equal("X%2Fb", await ReadAsync(ingestor, "requests/X%252Fb"));
        Assert.Equal("did:web:humanos.tech:user/1", await ReadAsync(ingestor, "requests/did%3Aweb%3Ahumanos.tech%3Auser%2F1"));
        using HttpResponseMessage absent = await ingestor.Http.GetAsync(new Uri(ingestor.Api, "requests?id=nobody"));
        Assert.Equal(HttpStatusCode.NotFound, absent.StatusCode);
        foreach (string contradiction in new[] { "id=a&id=b", "id=a&since=2026-06-01T00:00:00Z", "since=2026-06-01T00:00:00Z&id=", "id=a&top=5", "since=2026-06-01T00:00:00Z&since=2026-06-02T00:00:00Z" })
        {
            using HttpResponseMessage refused = await ingestor.Http.GetAsync(new Uri(ingestor.Api, $"requests?{contradiction}"));
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
    }

    private static async Task<string?> ReadAsync(InProcessIngestor ingestor, string path) =>
        (await ingestor.Http.GetFromJsonAsync<JsonElement>(new Uri(ingestor.Api, path))).GetProperty("requestId").GetString();
}
