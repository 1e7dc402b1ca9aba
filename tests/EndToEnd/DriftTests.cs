using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EndToEnd.Deliveries;
using EndToEnd.InProcess;
using LocalServiceBus;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EndToEnd;

/// <summary>What Humanos sends and this app does not know is accepted, and is seen.</summary>
public sealed class DriftTests
{
    private const string Private = "ana.private@example.com";

    private readonly RecordedOutput _log = new();

    [Fact]
    public async Task An_unknown_type_is_measured_and_logged_and_listed_in_the_document_of_its_request()
    {
        await using InProcessIngestor ingestor = await StartAsync();
        using var measured = new RecordedMeasurements(ingestor.Services.GetRequiredService<IMeterFactory>());

        string id = await DeliverAsync(ingestor, $$"""{"eventType":"credential.revoked","requestId":"r1","api_version":"2026-07-06","reason":"{{Private}}","{{Private}}":1}""");

        JsonElement listed = await ListedAsync(ingestor, "r1");
        Assert.Equal((id, "credential.revoked", "2026-07-06", "type"), (Text(listed, "eventId"), Text(listed, "type"), Text(listed, "apiVersion"), Text(listed, "reason")));
        Assert.Equal(["1 kind=type subject=other", "1 kind=version subject=other"], measured.Of("humanos.events.drift"));
        Assert.Contains(_log.Everything, line => line.Contains($"Event {id} (other) has a type", StringComparison.Ordinal));
        Assert.Contains(_log.Everything, line => line.Contains("does not know: 2026-07-06", StringComparison.Ordinal));
        Assert.DoesNotContain(Private, string.Join('\n', [.. _log.Everything, .. measured.All]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_that_no_reader_takes_are_measured_and_named_and_the_event_has_its_effect()
    {
        await using InProcessIngestor ingestor = await StartAsync();
        using var measured = new RecordedMeasurements(ingestor.Services.GetRequiredService<IMeterFactory>());

        string id = await DeliverAsync(ingestor, $$"""
            {"eventType":"credential","requestId":"r2","api_version":"2026-05-17","decision":{"action":"accept","date":"2026-06-01T12:00:00Z"},
             "credential":{"id":"c","status":"ACTIVE","risk":{"level":"{{Private}}"},"{{Private}}":1} }
            """);

        await Eventually.IsTrueAsync(
            () => _log.Everything.Any(line => line.Contains($"Event {id} (credential) has 2 members that are not read: credential.risk, credential.*", StringComparison.Ordinal)),
            "the members are named");
        Assert.Equal(["1 kind=members subject=credential"], measured.Of("humanos.events.drift"));
        JsonElement document = await DocumentAsync(ingestor, "r2");
        Assert.True(document.GetProperty("credentials")[0].GetProperty("isActiveMandate").GetBoolean());
        Assert.False(document.TryGetProperty("notUnderstood", out _));
        Assert.DoesNotContain(Private, string.Join('\n', [.. _log.Everything, .. measured.All]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("30")]
    public async Task A_store_that_is_down_delays_no_answer_and_the_fact_is_stored_when_it_is_back(string archiveDays)
    {
        using var store = new BrokenStore();
        await using InProcessIngestor ingestor = await StartAsync(store.Setting, ("Humanos:ArchiveDays", archiveDays), ("Humanos:RetryDelay", "00:00:01"));

        string id = await DeliverAsync(ingestor, """{"eventType":"credential.revoked","requestId":"r3"}""");
        await Eventually.IsTrueAsync(
            () => _log.Everything.Any(line => line.Contains($"Event {id} of archive failed", StringComparison.Ordinal)), "the fact could not be stored");
        store.Repair();

        Assert.Equal(id, Text(await ListedAsync(ingestor, "r3"), "eventId"));
    }

    [Fact]
    public async Task A_fact_that_waits_when_the_app_stops_is_stored_after_its_start()
    {
        using var store = new BrokenStore();
        await using DevelopmentBroker broker = await DevelopmentBroker.StartAsync(new BrokerOptions { Topology = BrokerTopology.Load(RepositoryFiles.Path("infra", "servicebus.json")) });
        (string, string) bus = ("ServiceBusConnection", broker.ConnectionString);
        string id;
        await using (InProcessIngestor first = await StartAsync(store.Setting, bus, ("Humanos:ArchiveDays", "0"), ("Humanos:RetryDelay", "00:00:01")))
        {
            id = await DeliverAsync(first, """{"eventType":"credential.revoked","requestId":"r4"}""");
        }

        store.Repair();
        await using InProcessIngestor second = await StartAsync(store.Setting, bus, ("Humanos:ArchiveDays", "0"), ("Humanos:RetryDelay", "00:00:01"));

        Assert.Equal(id, Text(await ListedAsync(second, "r4"), "eventId"));
    }

    private Task<InProcessIngestor> StartAsync(params (string, string)[] settings) =>
        InProcessIngestor.StartAsync(new InProcessChanges { Logging = logging => logging.AddProvider(_log) }, settings);

    private static Task<string> DeliverAsync(InProcessIngestor ingestor, string json) =>
        ingestor.Http.DeliverAsync(ingestor.Webhook, ingestor.Sender.Seal(Encoding.UTF8.GetBytes(json), DateTimeOffset.UtcNow));

    private static async Task<JsonElement> ListedAsync(InProcessIngestor ingestor, string request)
    {
        JsonElement listed = default;
        await Eventually.IsTrueAsync(
            async () => (await DocumentAsync(ingestor, request)) is { ValueKind: JsonValueKind.Object } document
                && document.TryGetProperty("notUnderstood", out listed),
            "the event is listed");
        return Assert.Single(listed.EnumerateArray());
    }

    private static async Task<JsonElement> DocumentAsync(InProcessIngestor ingestor, string request)
    {
        using HttpResponseMessage response = await ingestor.Http.GetAsync(new Uri(ingestor.Api, $"requests/{request}"));
        return response.StatusCode == HttpStatusCode.OK ? await response.Content.ReadFromJsonAsync<JsonElement>() : default;
    }

    private static string? Text(JsonElement members, string name) => members.GetProperty(name).GetString();
}
