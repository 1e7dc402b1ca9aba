using System.Net.Http.Json;
using System.Text.Json;
using EndToEnd.Deliveries;
using EndToEnd.InProcess;

namespace EndToEnd;

/// <summary>The list of changed requests over HTTP, as a poller reads it.</summary>
public sealed class ChangesTests
{
    [Fact]
    public async Task A_poller_sees_every_changed_request_page_by_page()
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync();
        DateTimeOffset start = DateTimeOffset.UtcNow;
        var requests = new List<string>();
        for (int number = 0; number < 5; number++)
        {
            UniqueSample sample = UniqueSample.Of("2026-05-17/identity");
            await ingestor.Http.DeliverAsync(ingestor.Webhook, ingestor.Sender.Seal(sample.Json, DateTimeOffset.UtcNow));
            await ingestor.Http.WaitUntilStoredAsync(ingestor.Api, sample.RequestId);
            requests.Add(sample.RequestId);
        }

        var seen = new List<string>();
        string? next = string.Empty;
        while (next is not null)
        {
            string continuation = next.Length == 0 ? string.Empty : $"&continuation={Uri.EscapeDataString(next)}";
            JsonElement page = await ingestor.Http.GetFromJsonAsync<JsonElement>(
                new Uri(ingestor.Api, $"requests?since={Uri.EscapeDataString(start.ToString("O"))}&top=2{continuation}"));
            seen.AddRange(page.GetProperty("requests").EnumerateArray().Select(changed => changed.GetProperty("requestId").GetString()!));
            next = page.GetProperty("next").GetString();
        }

        Assert.Equal(requests, seen.Distinct());
    }

    [Theory]
    [InlineData("requests")]
    [InlineData("requests?since=soon")]
    [InlineData("requests?since=2026-06-01T00:00:00Z&top=0")]
    [InlineData("requests?since=2026-06-01T00:00:00Z&continuation=garbage")]
    public async Task A_query_that_cannot_be_understood_is_400_with_the_usage(string query)
    {
        await using InProcessIngestor ingestor = await InProcessIngestor.StartAsync();

        using HttpResponseMessage answer = await ingestor.Http.GetAsync(new Uri(ingestor.Api, query));

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains("since=", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
