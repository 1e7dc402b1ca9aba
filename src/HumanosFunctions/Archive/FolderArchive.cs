using System.IO.Enumeration;
using System.Runtime.CompilerServices;

namespace HumanosFunctions.Archive;

/// <summary>Keeps the archive as files below one folder, for a machine with a persistent disk.</summary>
internal sealed class FolderArchive(string folder) : IArchiveObjects
{
    // No hour has this name. The folder is on the same disk, so moving a file out of it is atomic.
    private const string Unfinished = ".unfinished";

    private readonly string _root = Path.GetFullPath(folder);

    // A flush to the disk blocks its thread. Together, this many reach the throughput of the disk.
    private readonly BlockingWork _writing = new(threads: 16);

    // On Unix, a move checks for the target and then renames, which replaces a file that appears in between. Only one process writes.
    private readonly Lock _moving = new();

    public Task<bool> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        _writing.RunAsync(() => TryCreate(PathOf(name), content.Span), cancellationToken);

    public async Task<byte[]?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(PathOf(name), cancellationToken);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public async IAsyncEnumerable<string> FoldersAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var below = new DirectoryInfo(Path.Combine(_root, folder));
        DirectoryInfo[] folders = below.Exists ? below.GetDirectories() : [];
        foreach (string name in folders.Select(found => found.Name).Order(StringComparer.Ordinal))
        {
            yield return name;
        }

        await Task.CompletedTask;
    }

    public async IAsyncEnumerable<string> NamesAsync(string folder, string beginning, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string path = Path.Combine(_root, folder);
        if (!Directory.Exists(path))
        {
            yield break;
        }

        // Not an array: an hour can have a million files.
        foreach (string name in new FileSystemEnumerable<string>(path, (ref FileSystemEntry entry) => $"{folder}/{entry.FileName}")
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => entry.FileName.StartsWith(beginning, StringComparison.Ordinal),
        })
        {
            yield return name;
        }

        await Task.CompletedTask;
    }

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        string path = PathOf(name);
        bool exists = File.Exists(path);
        if (exists)
        {
            File.Delete(path);
        }

        return Task.FromResult(exists);
    }

    public Task ProbeAsync(CancellationToken cancellationToken) =>
        _writing.RunAsync(
            () =>
            {
                File.Delete(WriteUnfinished("probe"u8));
                return true;
            },
            cancellationToken);

    /// <summary>Deletes the folders of the hours that ended before the given time, and unfinished files of that age.</summary>
    /// <returns>The number of deleted hours.</returns>
    public int DeleteBefore(DateTimeOffset time)
    {
        string[] expired = [.. Hours().Where(hour => hour.Begin.AddHours(1) <= time).Select(hour => hour.Path)];
        foreach (string path in expired)
        {
            Directory.Delete(path, recursive: true);
            DeleteEmptyParents(path);
        }

        foreach (FileInfo file in FilesOf(Path.Combine(_root, Unfinished)).Where(file => file.LastWriteTimeUtc < time.UtcDateTime))
        {
            file.Delete();
        }

        return expired.Length;
    }

    private bool TryCreate(string target, ReadOnlySpan<byte> content)
    {
        if (File.Exists(target))
        {
            return false;
        }

        string unfinished = WriteUnfinished(content);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            lock (_moving)
            {
                File.Move(unfinished, target, overwrite: false);
            }

            return true;
        }
        catch (IOException) when (File.Exists(target))
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
        string unfinished = Path.Combine(Directory.CreateDirectory(Path.Combine(_root, Unfinished)).FullName, Guid.NewGuid().ToString("N"));
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

    private string PathOf(string name) => Path.Combine([_root, .. name.Split('/')]);

    private IEnumerable<(DateTimeOffset Begin, string Path)> Hours()
    {
        foreach (DirectoryInfo hour in Below(Below(Below(Below([new DirectoryInfo(_root)])))))
        {
            string name = Path.GetRelativePath(_root, hour.FullName).Replace(Path.DirectorySeparatorChar, '/');
            if (ArchiveName.HourFrom(name) is { } begin)
            {
                yield return (begin, hour.FullName);
            }
        }
    }

    // The month and the year of the last hour.
    private void DeleteEmptyParents(string path)
    {
        for (string? parent = Path.GetDirectoryName(path); parent is not null && parent != _root; parent = Path.GetDirectoryName(parent))
        {
            if (Directory.EnumerateFileSystemEntries(parent).Any())
            {
                return;
            }

            Directory.Delete(parent);
        }
    }

    private static IEnumerable<DirectoryInfo> Below(IEnumerable<DirectoryInfo> folders) =>
        folders.SelectMany(folder => folder.Exists ? folder.GetDirectories() : []);

    private static FileInfo[] FilesOf(string folder) => Directory.Exists(folder) ? new DirectoryInfo(folder).GetFiles() : [];
}
