using System.Text.Json.Nodes;
using EndToEnd.Bodies;
using EndToEnd.Deliveries;
using EndToEnd.Serving;
using HumanosFunctions.Archive;

namespace EndToEnd;

/// <summary>The archive of a served ingestor, in one process and with the worker program.</summary>
public abstract class ArchiveTests(ServedIngestor ingestor)
{
    [Theory]
    [InlineData("2026-05-17/credential", 0)]
    [InlineData("2026-05-17/test", 0)]
    [InlineData("2026-05-17/identity", 300)]
    public async Task An_accepted_event_is_archived_byte_for_byte_whatever_its_type_and_size(string sample, int kilobytes)
    {
        UniqueSample unique = kilobytes > 0 ? LargeSample.Of(sample, kilobytes * LargeSample.Kilobyte) : UniqueSample.Of(sample);

        ArchivedEvent archived = await DeliverAsync(unique);

        Assert.Equal(unique.Json, archived.Body.ToArray());
        Assert.Equal(unique.RequestId, archived.Header.CorrelationId);
        Assert.Equal(kilobytes > 0, archived.Header.Properties.ContainsKey("claimcheck_blob"));
    }

    [Fact]
    public async Task An_event_type_that_nobody_knows_is_archived()
    {
        UniqueSample unique = UniqueSample.Of("2026-05-17/credential");
        JsonNode payload = JsonNode.Parse(unique.Json)!;
        payload["eventType"] = "something.new";

        ArchivedEvent archived = await DeliverAsync(unique with { Json = System.Text.Encoding.UTF8.GetBytes(payload.ToJsonString()) });

        Assert.Equal("something.new", archived.Header.Subject);
    }

    [Fact]
    public async Task The_commands_list_an_archived_event_and_rebuild_the_state_that_was_stored()
    {
        UniqueSample unique = UniqueSample.Of("2026-05-17/credential");
        ArchivedEvent archived = await DeliverAsync(unique);
        await ingestor.Http.WaitUntilStoredAsync(ingestor.Api, unique.RequestId);

        (int listed, IReadOnlyCollection<string> lines) = await RunAsync("events", "list", "--request", unique.RequestId);
        Assert.Equal(0, listed);
        Assert.Contains(lines, line => line.Contains(archived.Header.EventId, StringComparison.Ordinal));

        // Events of other tests can be on their way.
        await Eventually.IsTrueAsync(
            async () => (await RunAsync("state", "rebuild")) is (0, var rebuilt) && rebuilt.Any(line => line.StartsWith("The states are equal: ", StringComparison.Ordinal)),
            "the rebuilt state equals the stored one",
            TimeSpan.FromMinutes(2));
    }

    private async Task<ArchivedEvent> DeliverAsync(UniqueSample unique)
    {
        string id = await ingestor.Http.DeliverAsync(ingestor.Webhook, ingestor.Sender.Seal(unique.Json, DateTimeOffset.UtcNow));
        var archive = new EventArchive(new FolderArchive(ingestor.ArchiveFolder));
        ArchivedEvent? archived = null;
        await Eventually.IsTrueAsync(
            async () => (archived = (await archive.ReadAllAsync(null, null, id).ToListAsync()).OfType<ArchiveReading.Found>().SingleOrDefault()?.Event) is not null,
            $"event {id} is archived");
        return archived!;
    }

    private async Task<(int ExitCode, IReadOnlyCollection<string> Lines)> RunAsync(params string[] arguments)
    {
        await using LocalProcess command = LocalProcess.Start([.. arguments, "--data", ingestor.DataFolder]);
        return (await command.WaitForExitAsync(), command.Lines);
    }
}

[Collection(ServedCollection.Name)]
public sealed class InProcessArchiveTests(ServedIngestor ingestor) : ArchiveTests(ingestor);

[Collection(ServedWorkerCollection.Name)]
public sealed class WorkerArchiveTests(ServedWorker ingestor) : ArchiveTests(ingestor);
