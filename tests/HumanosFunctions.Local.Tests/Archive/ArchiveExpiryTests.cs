using HumanosFunctions.Archive;
using HumanosFunctions.Local.Archive;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace HumanosFunctions.Local.Tests.Archive;

/// <summary>The local host deletes the hours of the archive that are too old, and no other.</summary>
public sealed class ArchiveExpiryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("humanos-expiry-");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 6, 30, 12, 30, 0, TimeSpan.Zero));

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Hours_are_deleted_at_the_start_and_when_their_days_are_over()
    {
        string over = Put("2026/05/30/23"), next = Put("2026/06/28/11"), kept = Put("2026/06/30/12"), foreign = Put("notes/of/somebody/else");
        using var expiry = new ArchiveExpiry(_folder.FullName, days: 2, _time, NullLogger<ArchiveExpiry>.Instance);

        await expiry.StartAsync(CancellationToken.None);
        await Eventually.IsTrueAsync(() => !Directory.Exists(over), "the old hour is deleted");
        await Eventually.IsTrueAsync(() => !Directory.Exists(next), "the hour that ended two days ago is deleted");
        Assert.True(Directory.Exists(kept));

        await Eventually.IsTrueAsync(() =>
        {
            _time.Advance(TimeSpan.FromHours(1));
            return !Directory.Exists(kept);
        }, "the last hour is deleted when its days are over");
        await expiry.StopAsync(CancellationToken.None);
        Assert.True(Directory.Exists(foreign));
        Assert.True(_time.GetUtcNow() >= new DateTimeOffset(2026, 7, 2, 13, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task What_a_crash_left_of_writes_is_deleted_when_it_is_an_hour_old()
    {
        string left = Path.Combine(_folder.CreateSubdirectory(".unfinished").FullName, "left");
        await File.WriteAllTextAsync(left, "half");
        File.SetLastWriteTimeUtc(left, _time.GetUtcNow().UtcDateTime.AddMinutes(-30));
        using var expiry = new ArchiveExpiry(_folder.FullName, days: 2, _time, NullLogger<ArchiveExpiry>.Instance);

        await expiry.StartAsync(CancellationToken.None);
        await Eventually.IsTrueAsync(() =>
        {
            _time.Advance(TimeSpan.FromHours(1));
            return !File.Exists(left);
        }, "the file is deleted");
        await expiry.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_read_stops_nothing()
    {
        string file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, "");
        using var expiry = new ArchiveExpiry(file, days: 1, _time, NullLogger<ArchiveExpiry>.Instance);

        await expiry.StartAsync(CancellationToken.None);
        await expiry.StopAsync(CancellationToken.None);

        Assert.False(expiry.ExecuteTask!.IsFaulted);
    }

    private string Put(string hour)
    {
        string path = Path.Combine([_folder.FullName, .. hour.Split('/')]);
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(path).FullName, ArchiveName.IdOf(hour)), "event");
        return path;
    }
}
