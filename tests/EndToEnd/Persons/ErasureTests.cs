using EndToEnd.Deliveries;
using HumanosFunctions.Tests.Storage;

namespace EndToEnd.Persons;

/// <summary>After the erasure of a person nothing of the app holds the person, and nothing that arrives later brings the person back.</summary>
public sealed class ErasureTests
{
    private static readonly PersonEvent Erika = new("request-erika-1", "erika");
    private static readonly PersonEvent Max = new("request-max-1", "max");

    [Fact]
    public async Task Nothing_of_the_person_is_left_in_files_and_messages_and_another_person_keeps_everything()
    {
        await using ErasableIngestor ingestor = await ErasableIngestor.StartAsync();
        await FillAsync(ingestor, Erika);
        await FillAsync(ingestor, Max);
        await CopyStateAsync(ingestor, Path.Combine(ingestor.Data, "humanos.db.before-20260601T120000"));

        await AssertErasedAsync(ingestor);
    }

    [NodeFact]
    public async Task Nothing_of_the_person_is_left_in_blobs_and_tables_and_another_person_keeps_everything()
    {
        var azurite = new Azurite();
        await azurite.InitializeAsync();
        try
        {
            await using ErasableIngestor ingestor = await ErasableIngestor.StartAsync(azurite);
            await FillAsync(ingestor, Erika);
            await FillAsync(ingestor, Max);

            await AssertErasedAsync(ingestor);
        }
        finally
        {
            await azurite.DisposeAsync();
        }
    }

    private static async Task AssertErasedAsync(ErasableIngestor ingestor)
    {
        IReadOnlyList<string> before = await ingestor.MessagesAsync(), places = await ingestor.PlacesWithAsync(Erika.Texts);
        IReadOnlyList<string> ofMax = Kept(await ingestor.PlacesWithAsync(Max.Texts));
        IReadOnlyCollection<string> found = await ingestor.RunAsync(0, "person", "find", " Erika@EXAMPLE.org");
        Assert.Contains(found, line => line.Contains("request-erika-1", StringComparison.Ordinal));
        Assert.Contains("2 requests", found);
        Assert.DoesNotContain(found, line => line.Contains("request-max", StringComparison.Ordinal));

        IReadOnlyCollection<string> foretold = await ingestor.RunAsync(0, "person", "erase", Erika.Contact, "--dry-run");
        Assert.Contains("request request-erika-1", foretold);
        Assert.Contains("request request-erika-3", foretold);
        await ingestor.RunAsync(2, "person", "erase", Erika.Contact);
        Assert.Equal(places, await ingestor.PlacesWithAsync(Erika.Texts));
        Assert.Equal(before, await ingestor.MessagesAsync());

        IReadOnlyCollection<string> erased = await ingestor.RunAsync(0, "person", "erase", Erika.Contact, "--yes");

        // The numbers of the report are those of the dry run.
        Assert.Equal(
            foretold.Where(line => line.EndsWith("would be erased.", StringComparison.Ordinal) && !line.StartsWith("state", StringComparison.Ordinal)).Select(line => line.Replace("would be erased", "erased", StringComparison.Ordinal)),
            erased.Where(line => line.EndsWith(" erased.", StringComparison.Ordinal) && !line.StartsWith("state", StringComparison.Ordinal)));
        Assert.Contains(erased, line => line.StartsWith("audit: ", StringComparison.Ordinal) && line.Contains("another subscriber's", StringComparison.Ordinal));
        Assert.Contains(erased, line => line.StartsWith("quarantine: 2 deliveries cannot be read", StringComparison.Ordinal));
        Assert.Empty(await ingestor.PlacesWithAsync([.. Erika.Texts, "request-erika"]));
        Assert.DoesNotContain(await ingestor.MessagesAsync(), message => message.Contains("erika", StringComparison.Ordinal));
        Assert.Null(await ingestor.Ingestor.Http.StoredAsync(ingestor.Ingestor.Api, "request-erika-1"));
        await ingestor.RunAsync(1, "person", "find", Erika.Contact);
        Assert.All(erased.Concat(foretold), line => Assert.DoesNotContain(Erika.Texts, text => line.Contains(text, StringComparison.Ordinal)));

        Assert.Equal(4, (await ingestor.MessagesAsync()).Count(message => message.Contains(Max.Contact, StringComparison.Ordinal)));
        Assert.NotNull(await ingestor.Ingestor.Http.StoredAsync(ingestor.Ingestor.Api, "request-max-1"));
        Assert.Contains("2 requests", await ingestor.RunAsync(0, "person", "find", "internal-max"));
        Assert.Equal(ofMax, Kept(await ingestor.PlacesWithAsync(Max.Texts)));
    }

    // The database moves rows between its file and its log.
    private static IReadOnlyList<string> Kept(IEnumerable<string> places) =>
        [.. places.Where(place => !Path.GetFileName(place).StartsWith("humanos.db", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task What_arrives_later_does_not_bring_the_request_back_and_another_request_is_new()
    {
        await using ErasableIngestor ingestor = await ErasableIngestor.StartAsync();
        await ingestor.DeliverAsync(Erika);
        await ingestor.DeliverAsync(Max);
        await ingestor.RunAsync(0, "person", "erase", "did:key:erika", "--yes");

        PersonEvent later = Erika with { Time = "2026-06-02T12:00:00Z" };
        string[] ids = [await ingestor.PostAsync(later.Json()), await ingestor.PostAsync((later with { Type = "identity" }).Json()), await ingestor.PostAsync((later with { Type = "credential.revoked" }).Json())];

        // The subscriptions are in order, so what came before this one was processed.
        await ingestor.DeliverAsync(Max with { Time = "2026-06-03T12:00:00Z" });
        await Eventually.IsTrueAsync(async () => (await ingestor.MessagesAsync()).Count == 0, "every message is processed");
        Assert.Null(await ingestor.Ingestor.Http.StoredAsync(ingestor.Ingestor.Api, Erika.Request));
        foreach (string id in ids)
        {
            Assert.False(await ingestor.IsArchivedAsync(id));
        }

        Assert.Empty(ingestor.FilesWith(Erika.Texts));

        await ingestor.DeliverAsync(Erika with { Request = "request-erika-2" });
        IReadOnlyCollection<string> found = await ingestor.RunAsync(0, "person", "find", Erika.Contact);
        Assert.Contains("1 requests", found);
        Assert.Contains(found, line => line.Contains("request-erika-2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rebuilt_state_does_not_have_the_request_even_if_the_archive_still_has_it()
    {
        await using ErasableIngestor ingestor = await ErasableIngestor.StartAsync();
        string id = await ingestor.DeliverAsync(Erika);
        await ingestor.DeliverAsync(Max);
        string file = Directory.EnumerateFiles(ingestor.ArchiveFolder, id, SearchOption.AllDirectories).Single();
        byte[] archived = await File.ReadAllBytesAsync(file);
        await ingestor.RunAsync(0, "person", "erase", "--request", Erika.Request, "--yes");

        // As an archive that cannot be changed.
        await File.WriteAllBytesAsync(file, archived);
        Assert.Contains(
            "credential: 1 would be sent, 1 belong to erased requests. Nothing was sent.",
            await ingestor.RunAsync(0, "events", "replay", "credential", "--all", "--dry-run"));
        Assert.Contains(await ingestor.RunAsync(0, "state", "rebuild"), line => line.StartsWith("The states are equal: ", StringComparison.Ordinal));
        Assert.All(ingestor.FilesWith(Erika.Texts), found => Assert.Equal(file, found));
    }

    [Fact]
    public async Task An_erasure_that_is_not_complete_keeps_the_index_and_is_completed_when_it_is_repeated()
    {
        await using ErasableIngestor ingestor = await ErasableIngestor.StartAsync();
        await ingestor.DeliverAsync(Erika);
        string damaged = Path.Combine(ingestor.ArchiveFolder, "2026", "06", "01", "12", new string('d', 64));
        Directory.CreateDirectory(Path.GetDirectoryName(damaged)!);
        await File.WriteAllTextAsync(damaged, "not an event");

        IReadOnlyCollection<string> first = await ingestor.RunAsync(1, "person", "erase", Erika.Contact, "--yes");
        Assert.Contains(first, line => line.Contains($"2026/06/01/12/{new string('d', 64)}: it is damaged", StringComparison.Ordinal));
        Assert.Null(await ingestor.Ingestor.Http.StoredAsync(ingestor.Ingestor.Api, Erika.Request));
        Assert.Contains(await ingestor.RunAsync(0, "person", "find", Erika.Contact), line => line.StartsWith("being erased  request-erika-1", StringComparison.Ordinal));

        File.Delete(damaged);
        await ingestor.RunAsync(0, "person", "erase", Erika.Contact, "--yes");
        await ingestor.RunAsync(1, "person", "find", Erika.Contact);
        IReadOnlyCollection<string> again = await ingestor.RunAsync(0, "person", "erase", Erika.Contact, "--yes");
        Assert.Contains("No request was found, and nothing is erased.", again);
        await ingestor.RunAsync(0, "person", "erase", "--request", Erika.Request, "--yes");
    }

    [Fact]
    public async Task Without_the_key_of_the_index_a_request_is_erased_and_a_person_is_refused()
    {
        await using ErasableIngestor ingestor = await ErasableIngestor.StartAsync(("Humanos:PersonIndexKey", ""));
        await ingestor.DeliverAsync(Erika);

        await ingestor.RunAsync(1, "person", "find", Erika.Contact);
        await ingestor.RunAsync(0, "person", "erase", "--request", Erika.Request, "--yes");

        Assert.Empty(ingestor.FilesWith(Erika.Texts));
    }

    [Fact]
    public async Task The_export_of_a_person_has_every_request_of_the_person_and_no_other()
    {
        await using ErasableIngestor ingestor = await ErasableIngestor.StartAsync();
        await ingestor.DeliverAsync(Erika);
        await ingestor.DeliverAsync(Erika with { Request = "request-erika-2" });
        await ingestor.DeliverAsync(Max);
        string target = Path.Combine(ingestor.Data, "evidence");

        await ingestor.RunAsync(0, "export", "--person", Erika.Contact, "--output", target);

        string[] requests = [.. Directory.EnumerateDirectories(Path.Combine(target, "requests")).Select(folder => Path.GetFileName(folder)[..15])];
        Assert.Equal(["request-erika-1", "request-erika-2"], requests.Order());
        await ingestor.RunAsync(1, "export", "--person", "nobody@example.org", "--output", $"{target}2");
    }

    [Theory]
    [InlineData("Give a person, or --request.", "person", "erase")]
    [InlineData("Give --dry-run or --yes, not both.", "person", "erase", "x", "--yes", "--dry-run")]
    public async Task A_mistake_is_told_in_one_sentence(string sentence, params string[] arguments)
    {
        await using ErasableIngestor ingestor = await ErasableIngestor.StartAsync();

        Assert.Contains(sentence, await ingestor.RunAsync(2, arguments));
    }

    // Processed and archived, large, quarantined, dead-lettered, scheduled; the last three never reached the state, so only a search finds the third request.
    private static async Task FillAsync(ErasableIngestor ingestor, PersonEvent person)
    {
        await ingestor.DeliverAsync(person);
        await ingestor.DeliverAsync(person with { Type = "identity", Time = "2026-06-01T13:00:00Z" });
        await ingestor.DeliverAsync(person with { Type = "identity", Request = $"request-{person.Person}-2", Padding = 300_000 });
        PersonEvent unprocessed = person with { Request = $"request-{person.Person}-3" };
        await ingestor.QuarantineAsync(unprocessed);
        await ingestor.QuarantineUnreadableAsync(unprocessed);
        await ingestor.DeadLetterAsync(unprocessed);
        await ingestor.DeadLetterAsync(person with { Time = "2026-06-01T14:00:00Z" });
        await ingestor.ScheduleAsync(unprocessed with { Time = "2026-06-01T15:00:00Z" });
        await ingestor.ScheduleAsync(person with { Time = "2026-06-01T16:00:00Z" });
        await Eventually.IsTrueAsync(
            async () => (await ingestor.MessagesAsync()).Count(message => message.Contains(person.Contact, StringComparison.Ordinal)) == 4, "two dead letters and two scheduled copies are there");
    }

    private static async Task CopyStateAsync(ErasableIngestor ingestor, string target)
    {
        await using var database = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(ingestor.Data, "humanos.db")};Pooling=False");
        await database.OpenAsync();
        await using Microsoft.Data.Sqlite.SqliteCommand copy = database.CreateCommand();
        copy.CommandText = $"VACUUM INTO '{target}'";
        await copy.ExecuteNonQueryAsync();
    }
}
