using System.Text.Json;
using EndToEnd.Deliveries;
using HumanosFunctions.Tests.Storage;
using Microsoft.Data.Sqlite;

namespace EndToEnd.Persons;

/// <summary>Export, rebuild and erasure where archive and state are in a storage account, as in Azure.</summary>
public sealed class StorageAccountTests : IAsyncLifetime
{
    private static readonly PersonEvent Erika = new("request-erika-1", "erika");
    private static readonly PersonEvent Max = new("request-max-1", "max");

    private readonly Azurite _azurite = new();

    public Task InitializeAsync() => _azurite.InitializeAsync();

    public Task DisposeAsync() => _azurite.DisposeAsync();

    [NodeFact]
    public async Task An_export_by_request_by_person_and_by_time_has_the_events_of_the_blobs_and_the_state_of_the_tables()
    {
        await using ErasableIngestor ingestor = await ErasableIngestor.StartAsync(_azurite);
        string first = await ingestor.DeliverAsync(Erika);
        await ingestor.DeliverAsync(Erika with { Request = "request-erika-2", Type = "identity", Padding = 300_000 });
        await ingestor.DeliverAsync(Max);

        Assert.Equal(["request-max-1"], await ExportAsync(ingestor, "one", "--request", Max.Request));
        Assert.Equal(["request-erika-1", "request-erika-2"], await ExportAsync(ingestor, "person", "--person", Erika.Contact));
        Assert.Equal(["request-erika-1", "request-erika-2", "request-max-1"], await ExportAsync(ingestor, "all", "--from", "1h"));
        await ingestor.RunAsync(1, "export", "--to", "1h", "--output", Target(ingestor, "none"));

        string folder = Directory.EnumerateDirectories(Path.Combine(Target(ingestor, "person"), "requests"), "request-erika-1-*").Single();
        Assert.Equal(Erika.Json(), await File.ReadAllBytesAsync(Path.Combine(folder, "events", $"{first}.json")));
        JsonElement stored = (await ingestor.Ingestor.Http.StoredAsync(ingestor.Ingestor.Api, Erika.Request))!.Value;
        Assert.True(JsonElement.DeepEquals(stored, JsonElement.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "state.json")))));
    }

    [NodeFact]
    public async Task A_rebuild_tells_the_equal_tables_and_with_into_writes_back_what_they_lost()
    {
        await using ErasableIngestor ingestor = await ErasableIngestor.StartAsync(_azurite);
        await ingestor.DeliverAsync(Erika);
        await ingestor.DeliverAsync(Erika with { Type = "identity", Time = "2026-06-01T13:00:00Z" });
        await ingestor.DeliverAsync(Max);

        Assert.Contains(await ingestor.RunAsync(0, "state", "rebuild"), line => line.StartsWith("The states are equal: ", StringComparison.Ordinal));
        string before = (await ingestor.Ingestor.Http.StoredAsync(ingestor.Ingestor.Api, Erika.Request))!.Value.ToString();
        await _azurite.DeleteTablesAsync();

        IReadOnlyCollection<string> lost = await ingestor.RunAsync(1, "state", "rebuild");
        Assert.Contains(lost, line => line.StartsWith("The states differ: 0 rows are equal, 0 differ, 0 are only in the current state", StringComparison.Ordinal));
        await ingestor.RunAsync(0, "state", "rebuild", "--into");

        Assert.Equal(before, (await ingestor.Ingestor.Http.StoredAsync(ingestor.Ingestor.Api, Erika.Request))!.Value.ToString());
        Assert.Contains("1 requests", await ingestor.RunAsync(0, "person", "find", Max.Contact));
        Assert.Contains(await ingestor.RunAsync(0, "state", "rebuild"), line => line.StartsWith("The states are equal: ", StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFiles(ingestor.Data, "humanos.running.db*"));
        SqliteConnection.ClearAllPools();
    }

    [NodeFact]
    public async Task What_a_policy_protects_is_named_the_rest_is_erased_and_the_same_command_completes_the_erasure()
    {
        await using ErasableIngestor ingestor = await ErasableIngestor.StartAsync(_azurite);
        await using var blobs = new ImmutableBlobs(_azurite);
        await blobs.StartAsync();
        ingestor.CommandStorage = _azurite.ConnectionStringVia(blobs.Address);
        string locked = await ingestor.DeliverAsync(Erika), free = await ingestor.DeliverAsync(Erika with { Time = "2026-06-01T13:00:00Z" });
        await ingestor.DeliverAsync(Max);
        blobs.Protected.Add(locked);

        IReadOnlyCollection<string> first = await ingestor.RunAsync(1, "person", "erase", Erika.Contact, "--yes");

        Assert.Contains(first, line => line.Contains(locked, StringComparison.Ordinal) && line.EndsWith("Azure answered 409 BlobImmutableDueToPolicy.", StringComparison.Ordinal));
        Assert.Contains("archive: 1 erased.", first);
        Assert.Contains("The erasure is not complete. Mend what is named above, and repeat the command.", first);
        Assert.True(await ingestor.IsArchivedAsync(locked));
        Assert.False(await ingestor.IsArchivedAsync(free));
        Assert.Null(await ingestor.Ingestor.Http.StoredAsync(ingestor.Ingestor.Api, Erika.Request));
        Assert.Contains(await ingestor.RunAsync(0, "person", "find", Erika.Contact), line => line.StartsWith("being erased  request-erika-1", StringComparison.Ordinal));

        blobs.Protected.Clear();
        IReadOnlyCollection<string> second = await ingestor.RunAsync(0, "person", "erase", Erika.Contact, "--yes");

        Assert.Contains("archive: 1 erased.", second);
        Assert.Empty(await ingestor.PlacesWithAsync(Erika.Texts));
        Assert.NotNull(await ingestor.Ingestor.Http.StoredAsync(ingestor.Ingestor.Api, Max.Request));
        await ingestor.RunAsync(1, "person", "find", Erika.Contact);
    }

    private static string Target(ErasableIngestor ingestor, string name) => Path.Combine(ingestor.Data, $"export-{name}");

    private static async Task<string[]> ExportAsync(ErasableIngestor ingestor, string name, params string[] selection)
    {
        await ingestor.RunAsync(0, ["export", .. selection, "--output", Target(ingestor, name)]);
        return [.. Directory.EnumerateDirectories(Path.Combine(Target(ingestor, name), "requests")).Select(folder => Path.GetFileName(folder)[..^17]).Order(StringComparer.Ordinal)];
    }
}
