using System.Text.Json;
using EndToEnd.Deliveries;
using EndToEnd.Serving;
using EndToEnd.Telemetry;

namespace EndToEnd;

/// <summary>What Application Insights gets, in the names that docs/telemetry.md gives for its tables.</summary>
public sealed class ApplicationInsightsTests : IDisposable
{
    // The exporter keeps there what it could not send.
    private readonly DirectoryInfo _unsent = Directory.CreateTempSubdirectory("humanos-insights-");

    public void Dispose() => _unsent.Delete(recursive: true);

    [Fact]
    public async Task It_gets_metrics_requests_dependencies_and_log_lines_of_an_event()
    {
        await using InsightsReceiver insights = await InsightsReceiver.StartAsync();
        var ingestor = new ServedIngestor([], new Dictionary<string, string?>
        {
            ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = insights.ConnectionString,
            // By default traces that come fast are left out.
            ["OTEL_TRACES_SAMPLER"] = "microsoft.fixed_percentage",
            ["OTEL_TRACES_SAMPLER_ARG"] = "1.0",
            ["TMPDIR"] = _unsent.FullName,
            ["APPLICATIONINSIGHTS_STATSBEAT_DISABLED"] = "true",
            ["APPLICATIONINSIGHTS_SDKSTATS_DISABLED"] = "true",
        });
        await ingestor.InitializeAsync();
        UniqueSample sample = UniqueSample.Of("2026-05-17/credential");
        string id = await ingestor.Http.DeliverAsync(ingestor.Webhook, ingestor.Sender.Seal(sample.Json, DateTimeOffset.UtcNow));
        await ingestor.Http.WaitUntilStoredAsync(ingestor.Api, sample.RequestId);

        // A stop sends what is left, and leaves nothing for later on the disk.
        await ingestor.DisposeAsync();
        Assert.Empty(_unsent.GetFiles("*", SearchOption.AllDirectories));

        JsonElement received = Assert.Single(Metrics(insights, "humanos.deliveries.received"));
        Assert.Equal(1, received.GetProperty("value").GetDouble());
        Assert.Equal(id, Property(Assert.Single(insights.Of("RemoteDependencyData"), span => Name(span) == "ingest"), "humanos.event_id"));
        Assert.Equal(id, Property(Assert.Single(insights.Of("RequestData"), span => Name(span) == "process credential"), "humanos.event_id"));
        Assert.Contains(insights.Of("MessageData"), line => line.GetProperty("message").GetString() == $"Event {id} accepted");
    }

    private static IEnumerable<JsonElement> Metrics(InsightsReceiver insights, string name) => insights.Of("MetricData")
        .SelectMany(data => data.GetProperty("metrics").EnumerateArray())
        .Where(metric => Name(metric) == name);

    private static string? Name(JsonElement item) => item.GetProperty("name").GetString();

    private static string? Property(JsonElement item, string name) => item.GetProperty("properties").GetProperty(name).GetString();
}
