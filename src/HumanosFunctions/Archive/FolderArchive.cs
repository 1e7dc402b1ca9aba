using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using HumanosFunctions.Payloads;

namespace HumanosFunctions.Archive;

/// <summary>Keeps the archive as files below one folder, for a machine with a persistent disk.</summary>
internal sealed class FolderArchive(string folder) : IArchiveObjects
{
    private readonly DurableFolder _folder = new(folder);

    private string Root => _folder.Root;

    public Task<bool> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        _folder.TryCreateAsync(_folder.PathOf(name), content, cancellationToken);

    public async Task<byte[]?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(_folder.PathOf(name), cancellationToken);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public async IAsyncEnumerable<string> FoldersAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var below = new DirectoryInfo(Path.Combine(Root, folder));
        DirectoryInfo[] folders = below.Exists ? below.GetDirectories() : [];
        foreach (string name in folders.Select(found => found.Name).Order(StringComparer.Ordinal))
        {
            yield return name;
        }

        await Task.CompletedTask;
    }

    public async IAsyncEnumerable<string> NamesAsync(string folder, string beginning, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string path = Path.Combine(Root, folder);
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
        string path = _folder.PathOf(name);
        bool exists = File.Exists(path);
        if (exists)
        {
            File.Delete(path);
        }

        return Task.FromResult(exists);
    }

    public Task ProbeAsync(CancellationToken cancellationToken) => _folder.ProbeAsync(cancellationToken);

    /// <summary>Deletes the folders of the hours that ended before the given time.</summary>
    /// <returns>The number of deleted hours.</returns>
    public int DeleteBefore(DateTimeOffset time)
    {
        string[] expired = [.. Hours().Where(hour => hour.Begin.AddHours(1) <= time).Select(hour => hour.Path)];
        foreach (string path in expired)
        {
            Directory.Delete(path, recursive: true);
            DeleteEmptyParents(path);
        }

        return expired.Length;
    }

    /// <summary>Deletes unfinished files that a crash left behind.</summary>
    public void DeleteUnfinished(DateTimeOffset now) => _folder.DeleteUnfinished(now);

    private IEnumerable<(DateTimeOffset Begin, string Path)> Hours()
    {
        foreach (DirectoryInfo hour in Below(Below(Below(Below([new DirectoryInfo(Root)])))))
        {
            string name = Path.GetRelativePath(Root, hour.FullName).Replace(Path.DirectorySeparatorChar, '/');
            if (ArchiveName.HourFrom(name) is { } begin)
            {
                yield return (begin, hour.FullName);
            }
        }
    }

    // The month and the year of the last hour.
    private void DeleteEmptyParents(string path)
    {
        for (string? parent = Path.GetDirectoryName(path); parent is not null && parent != Root; parent = Path.GetDirectoryName(parent))
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
}
