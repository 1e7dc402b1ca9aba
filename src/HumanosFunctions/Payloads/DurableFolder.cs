using System.Collections.Concurrent;

namespace HumanosFunctions.Payloads;

/// <summary>
/// Writes files below one folder. When a write completes, the file is whole and survives a power failure. Until then, it does not exist or is
/// as it was before.
/// </summary>
internal sealed class DurableFolder(string folder)
{
    // No payload and no hour has this name. The folder is on the same disk, so moving a file out of it is atomic.
    private const string Unfinished = ".unfinished";

    private const int MaxKnown = 1000;

    // A write that is under way takes seconds at most.
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    // A flush to the disk blocks its thread. Together, this many reach the throughput of the disk.
    private readonly BlockingWork _writing = new(threads: 16);
    private readonly FolderFlush _flush = new();

    // The folders whose own names are on the disk.
    private readonly ConcurrentDictionary<string, bool> _durable = new(StringComparer.Ordinal);

    // On Unix, a move checks for the target and then renames, which replaces a file that appears in between. Only one process writes.
    private readonly Lock _moving = new();
    private int _isSwept;

    public string Root { get; } = Path.GetFullPath(folder);

    /// <summary>The path of a name with slashes.</summary>
    public string PathOf(string name) => Path.Combine([Root, .. name.Split('/')]);

    /// <summary>
    /// Writes a file, in place of one of the same name. A cancellation does not wait for the disk, so the write can still happen: the content
    /// must not change afterward.
    /// </summary>
    public Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        _writing.RunAsync(() => Write(path, content.Span, overwrite: true), cancellationToken);

    /// <summary>Writes a new file. Cancellation is as with <see cref="WriteAsync"/>.</summary>
    /// <returns>False if the file exists, which is left as it is.</returns>
    public Task<bool> TryCreateAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        _writing.RunAsync(() => TryCreate(path, content.Span), cancellationToken);

    /// <summary>Completes if the folder can be written to, and throws otherwise.</summary>
    public Task ProbeAsync(CancellationToken cancellationToken) => _writing.RunAsync(
        () =>
        {
            File.Delete(WriteUnfinished("probe"u8));
            return true;
        },
        cancellationToken);

    /// <summary>Deletes unfinished files that a crash left behind. The first write does so too.</summary>
    /// <param name="now">The time of the system's clock, which the times of files have.</param>
    public void DeleteUnfinished(DateTimeOffset now)
    {
        var unfinished = new DirectoryInfo(Path.Combine(Root, Unfinished));
        foreach (FileInfo file in unfinished.Exists ? unfinished.EnumerateFiles() : [])
        {
            if (file.LastWriteTimeUtc < (now - Abandoned).UtcDateTime)
            {
                file.Delete();
            }
        }
    }

    private bool TryCreate(string target, ReadOnlySpan<byte> content)
    {
        if (!File.Exists(target) && Write(target, content, overwrite: false))
        {
            return true;
        }

        // Another call has not flushed it yet, or was interrupted before.
        _flush.Flush(Path.GetDirectoryName(target)!);
        return false;
    }

    private bool Write(string target, ReadOnlySpan<byte> content, bool overwrite)
    {
        string unfinished = WriteUnfinished(content);
        try
        {
            CreateFolder(Path.GetDirectoryName(target)!);
            lock (_moving)
            {
                File.Move(unfinished, target, overwrite);
            }

            _flush.Flush(Path.GetDirectoryName(target)!);
            return true;
        }
        catch (IOException) when (!overwrite && File.Exists(unfinished) && File.Exists(target))
        {
            // Another call wrote it in the meantime.
            File.Delete(unfinished);
            return false;
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    private string WriteUnfinished(ReadOnlySpan<byte> content)
    {
        string beginning = Path.Combine(Root, Unfinished);
        Directory.CreateDirectory(beginning);
        SweepOnce();
        string unfinished = Path.Combine(beginning, Guid.NewGuid().ToString("N"));
        try
        {
            using var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            file.Write(content);
            file.Flush(flushToDisk: true);
            return unfinished;
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    private void SweepOnce()
    {
        if (Interlocked.Exchange(ref _isSwept, 1) != 0)
        {
            return;
        }

        try
        {
            DeleteUnfinished(TimeProvider.System.GetUtcNow());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Unfinished files do no harm. The next start tries again.
        }
    }

    private void CreateFolder(string path)
    {
        Directory.CreateDirectory(path);
        if (_durable.ContainsKey(path))
        {
            return;
        }

        for (string? above = Path.GetDirectoryName(path); above is not null && above.StartsWith(Root, StringComparison.Ordinal); above = Path.GetDirectoryName(above))
        {
            _flush.Flush(above);
        }

        if (_durable.Count > MaxKnown)
        {
            _durable.Clear();
        }

        _durable[path] = true;
    }
}
