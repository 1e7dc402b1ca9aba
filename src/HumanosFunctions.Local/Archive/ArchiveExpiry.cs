using HumanosFunctions.Archive;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HumanosFunctions.Local.Archive;

/// <summary>
/// At the start and every hour, deletes the hours of the archive folder that are too old, and unfinished files that a crash left behind. In
/// Azure, a lifecycle rule deletes old events.
/// </summary>
/// <param name="folder">The folder of the archive.</param>
/// <param name="days">How long an event is kept.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where deletions and failures are reported.</param>
internal sealed partial class ArchiveExpiry(string folder, int days, TimeProvider time, ILogger<ArchiveExpiry> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        do
        {
            // A deletion can take long, and the host waits for what runs before the first await.
            await Task.Run(Delete, stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Delete()
    {
        try
        {
            var archive = new FolderArchive(folder);
            archive.DeleteUnfinished(time.GetUtcNow());
            if (archive.DeleteBefore(time.GetUtcNow().AddDays(-days)) is > 0 and var hours)
            {
                Log.Deleted(logger, hours, days);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The next hour tries again.
            Log.NotDeleted(logger, failure.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Deleted {Hours} hours of the archive that are older than {Days} days")]
        public static partial void Deleted(ILogger logger, int hours, int days);

        [LoggerMessage(2, LogLevel.Warning, "Old events of the archive could not be deleted: {Reason}")]
        public static partial void NotDeleted(ILogger logger, string reason);
    }
}
