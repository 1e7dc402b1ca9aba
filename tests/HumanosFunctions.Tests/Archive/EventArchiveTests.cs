using System.Security.Cryptography;
using System.Text;
using HumanosFunctions.Archive;
using HumanosFunctions.Tests.Payloads;
using HumanosFunctions.Tests.Storage;

namespace HumanosFunctions.Tests.Archive;

/// <summary>What the archive keeps, and what it says about objects that are not as it wrote them.</summary>
[Collection(StoreCollection.Name)]
public sealed class EventArchiveTests(Azurite azurite)
{
    [Theory, InFolder, InBlobs]
    public async Task An_event_is_kept_byte_for_byte_with_all_its_properties_and_their_types(string kind)
    {
        await using TestedArchive tested = await TestedArchive.CreateAsync(kind, azurite);
        ArchivedEvent archived = Archived.Event(
            body: "not JSON at all: \0 \n \u00e4",
            properties:
            [
                ("text", "quoted \" and \u00e4 and \n"), ("int", 5), ("long", 5L), ("flag", true), ("double", 0.1), ("decimal", 1.10m), ("bytes", new byte[] { 1, 2, 255 }),
                ("guid", Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e")), ("time", new DateTime(2026, 6, 1, 1, 2, 3, DateTimeKind.Utc)), ("duration", TimeSpan.FromSeconds(90)),
                ("char", 'x'), ("uri", new Uri("https://humanos.example/a")), ("ulong", ulong.MaxValue),
            ]);

        Assert.Equal(ArchiveWrite.Stored, await tested.Archive.WriteAsync(archived));

        ArchivedEvent read = await tested.Archive.FindAsync(archived.Name);
        Assert.Equal(archived.Body.ToArray(), read.Body.ToArray());
        Assert.Equal(archived.Header with { Properties = read.Header.Properties }, read.Header);
        Assert.Equal(archived.Header.Properties.OrderBy(property => property.Key), read.Header.Properties.OrderBy(property => property.Key));
        Assert.All(read.Header.Properties, property => Assert.Same(archived.Header.Properties[property.Key].GetType(), property.Value.GetType()));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(archived.Body.Span)), read.Header.BodySha256);
    }

    [Theory, InFolder, InBlobs]
    public async Task A_repetition_changes_nothing_and_other_bytes_are_refused(string kind)
    {
        await using TestedArchive tested = await TestedArchive.CreateAsync(kind, azurite);
        ArchivedEvent archived = Archived.Event();
        await tested.Archive.WriteAsync(archived);
        byte[] first = (await tested.Objects.ReadAsync(archived.Name, CancellationToken.None))!;

        Assert.Equal(ArchiveWrite.AlreadyThere, await tested.Archive.WriteAsync(Archived.Event(properties: ("traceparent", "another"))));
        Assert.Equal(ArchiveWrite.Differs, await tested.Archive.WriteAsync(Archived.Event(body: "{}")));

        Assert.Equal(first, await tested.Objects.ReadAsync(archived.Name, CancellationToken.None));
    }

    [Theory, InFolder, InBlobs]
    public async Task Many_writers_of_one_event_store_it_once(string kind)
    {
        await using TestedArchive tested = await TestedArchive.CreateAsync(kind, azurite);

        ArchiveWrite[] writes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => tested.Archive.WriteAsync(Archived.Event())));

        Assert.Single(writes, ArchiveWrite.Stored);
        Assert.Equal(19, writes.Count(write => write == ArchiveWrite.AlreadyThere));
        Assert.Single(await tested.Archive.NamesAsync(null, null).ToListAsync());
    }

    [Theory, InFolder, InBlobs]
    public async Task A_period_has_the_events_received_in_it_hour_by_hour(string kind)
    {
        await using TestedArchive tested = await TestedArchive.CreateAsync(kind, azurite);
        foreach (int minutes in (int[])[0, 1, 59, 60, 119, 24 * 60, 40 * 24 * 60, 400 * 24 * 60])
        {
            await tested.Archive.WriteAsync(Archived.Event($"{minutes}", Archived.Received.AddMinutes(minutes)));
        }

        Assert.Equal(["0", "1", "59", "60", "119", "1440", "57600", "576000"], await IdsAsync(tested, null, null));
        Assert.Equal(["1", "59"], await IdsAsync(tested, Archived.Received.AddMinutes(1), Archived.Received.AddMinutes(60)));
        Assert.Equal(["57600", "576000"], await IdsAsync(tested, Archived.Received.AddDays(2), null));
        Assert.Equal(["0"], await IdsAsync(tested, null, Archived.Received.AddTicks(1)));
        Assert.Empty(await IdsAsync(tested, Archived.Received.AddDays(1000), null));
    }

    [Theory, InFolder, InBlobs]
    public async Task An_event_is_found_by_the_beginning_of_its_id(string kind)
    {
        await using TestedArchive tested = await TestedArchive.CreateAsync(kind, azurite);
        await tested.Archive.WriteAsync(Archived.Event("one"));
        await tested.Archive.WriteAsync(Archived.Event("two", Archived.Received.AddHours(3)));

        string id = ArchiveName.IdOf("two");
        Assert.Equal([$"2026/06/01/15/{id}"], await tested.Archive.NamesAsync(null, null, id[..8]).ToListAsync());
    }

    public static TheoryData<string, string> Damages => new()
    {
        { "empty", "NoHeader" }, { "cut in the header", "NoHeader" }, { "cut in the body", "Truncated" }, { "longer", "TooLong" },
        { "altered header", "NoHeader" }, { "altered body", "BodyAltered" }, { "another event", "OtherName" }, { "no archive", "NoHeader" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task An_object_that_is_not_as_it_was_written_is_named_with_the_reason_and_the_rest_is_read(string damage, string reason)
    {
        await using TestedArchive tested = TestedArchive.InFolder();
        ArchivedEvent archived = Archived.Event(), whole = Archived.Event("event-2");
        await tested.Archive.WriteAsync(archived);
        await tested.Archive.WriteAsync(whole);
        byte[] bytes = archived.ToBytes();
        await tested.PutAsync(archived.Name, damage switch
        {
            "empty" => [],
            "cut in the header" => bytes[..40],
            "cut in the body" => bytes[..^1],
            "longer" => [.. bytes, 1],
            "altered header" => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("request-1", "request-2", StringComparison.Ordinal)),
            "altered body" => [.. bytes[..^1], (byte)'!'],
            "another event" => whole.ToBytes(),
            _ => RandomNumberGenerator.GetBytes(2000),
        });

        List<ArchiveReading> read = await tested.Archive.ReadAllAsync(null, null).ToListAsync();

        ArchiveReading.Damaged damaged = Assert.Single(read.OfType<ArchiveReading.Damaged>());
        Assert.Equal((archived.Name, reason), (damaged.Name, damaged.Reason));
        Assert.Equal(reason == "NoHeader", damaged.Header is null);
        Assert.Equal(whole.Name, Assert.Single(read.OfType<ArchiveReading.Found>()).Name);
        Assert.Equal(ArchiveWrite.Differs, await tested.Archive.WriteAsync(archived));
    }

    [Theory, InFolder, InBlobs]
    public async Task What_is_not_there_is_missing_and_an_absent_archive_is_empty(string kind)
    {
        await using TestedArchive tested = await TestedArchive.CreateAsync(kind, azurite);
        string name = Archived.Event().Name;

        Assert.Equal(new ArchiveReading.Missing(name), await tested.Archive.ReadAsync(name, CancellationToken.None));
        Assert.Empty(await tested.Archive.NamesAsync(null, null).ToListAsync());
        Assert.False(await tested.Archive.DeleteAsync(name, CancellationToken.None));
        await tested.Archive.ProbeAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Hours_that_ended_before_the_limit_are_deleted()
    {
        await using TestedArchive tested = TestedArchive.InFolder();
        ArchivedEvent old = Archived.Event("old", Archived.Received.AddHours(-1)), kept = Archived.Event("kept");
        await tested.Archive.WriteAsync(old);
        await tested.Archive.WriteAsync(kept);

        Assert.Equal(1, ((FolderArchive)tested.Objects).DeleteBefore(Archived.Received));

        Assert.Equal([kept.Name], await tested.Archive.NamesAsync(null, null).ToListAsync());
    }

    [Fact]
    public async Task Reading_holds_a_few_objects_however_many_there_are()
    {
        var many = new ManyObjects(hours: 4, inAnHour: 5_000);
        int consumed = 0, mostHeld = 0;

        await foreach (ArchiveReading reading in new EventArchive(many).ReadAllAsync(null, null))
        {
            Assert.IsType<ArchiveReading.Found>(reading);
            mostHeld = Math.Max(mostHeld, many.Read - consumed);
            consumed++;
        }

        Assert.Equal(20_000, consumed);
        Assert.InRange(mostHeld, 1, 64);
        Assert.InRange(many.MostNamesAhead, 1, 64);
    }

    private static async Task<string[]> IdsAsync(TestedArchive tested, DateTimeOffset? from, DateTimeOffset? to) =>
        [.. (await tested.Archive.ReadAllAsync(from, to).ToListAsync()).Cast<ArchiveReading.Found>()
            .Select(found => found.Event.Header).OrderBy(header => header.ReceivedAt).Select(header => header.EventId)];
}
