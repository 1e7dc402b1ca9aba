using System.Text.RegularExpressions;
using EndToEnd.Deliveries;
using EndToEnd.Serving;
using HumanosFunctions.Archive;

namespace EndToEnd.FullDisk;

/// <summary>The archive is on a disk that is full: nothing that was accepted is lost.</summary>
public sealed partial class FullDiskTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("humanos-full-");
    private readonly HttpClient _http = PlainHttp.Client();
    private readonly Sender _sender = new();
    private readonly SmallDisk _disk;

    public FullDiskTests() => _disk = new SmallDisk(Path.Combine(_data.FullName, "bodies", "archive"), kilobytes: 2048);

    public void Dispose()
    {
        _http.Dispose();
        _sender.Dispose();
        _data.Delete(recursive: true);
    }

    [SmallDiskFact]
    public async Task What_is_accepted_while_the_disk_is_full_is_processed_and_is_archived_once_when_there_is_space_again()
    {
        await using LocalProcess app = _disk.Start(
            ["--port", "0", "--amqp-port", "0", "--data", _data.FullName], new Dictionary<string, string?> { ["Humanos__RetryDelay"] = "00:00:01" });
        var webhook = new Uri((await app.WaitForLineAsync(Ready())).Groups["url"].Value);
        var before = UniqueSample.Of("2026-05-17/credential");
        await DeliverAsync(webhook, before);
        await Eventually.IsTrueAsync(async () => (await ReadAsync()).Count == 1, "the first event is archived");

        _disk.Fill();
        var sent = new Dictionary<string, UniqueSample>();
        foreach (string sample in Enumerable.Repeat<string[]>(["2026-05-17/credential", "2026-05-17/identity", "2026-05-17/otp.failed", "2026-05-17/test", "v0-process/process.consent.completed"], 4).SelectMany(names => names))
        {
            UniqueSample unique = UniqueSample.Of(sample);
            sent.Add(await DeliverAsync(webhook, unique), unique);
        }

        // The processors do not need the disk of the archive, and every event has been tried there.
        await _http.WaitUntilStoredAsync(new Uri(webhook, "."), sent.Values.First().RequestId);
        await Eventually.IsTrueAsync(
            () => sent.Keys.All(id => app.Lines.Any(line => line.Contains($"Event {id} of archive failed", StringComparison.Ordinal))), "every event failed to be archived");
        Assert.Single(await ReadAsync());
        using HttpResponseMessage health = await _http.GetAsync(new Uri(webhook, "health"));
        Assert.Equal(503, (int)health.StatusCode);
        Assert.Contains("\"archive\"", await health.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        _disk.Free();
        await Eventually.IsTrueAsync(async () => (await ReadAsync()).Count == sent.Count + 1, "every event is archived", TimeSpan.FromMinutes(2));

        IReadOnlyList<ArchiveReading> read = await ReadAsync();
        Assert.All(read, reading => Assert.IsType<ArchiveReading.Found>(reading));
        ILookup<string, byte[]> bodies = read.OfType<ArchiveReading.Found>().ToLookup(found => found.Event.Header.EventId, found => found.Event.Body.ToArray());
        Assert.All(sent, one => Assert.Equal(one.Value.Json, Assert.Single(bodies[one.Key])));
    }

    private Task<string> DeliverAsync(Uri webhook, UniqueSample sample) => _http.DeliverAsync(webhook, _sender.Seal(sample.Json, DateTimeOffset.UtcNow));

    private async Task<IReadOnlyList<ArchiveReading>> ReadAsync() => await new EventArchive(new FolderArchive(_disk.Seen)).ReadAllAsync(null, null).ToListAsync();

    [GeneratedRegex(@"^ready (?<url>http://127\.0\.0\.1:\d+/api/webhook) ")]
    private static partial Regex Ready();
}
