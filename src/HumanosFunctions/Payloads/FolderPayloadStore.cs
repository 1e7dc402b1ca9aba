using System.IO.Enumeration;
using System.Runtime.CompilerServices;

namespace HumanosFunctions.Payloads;

/// <summary>Stores payloads as files below one folder, for a machine with a persistent disk.</summary>
internal sealed class FolderPayloadStore(string folder) : IPayloadStore
{
    // No payload can have this name. The folder is on the same disk, so moving a file out of it is atomic.
    private const string Unfinished = ".unfinished";

    private readonly string _root = Path.GetFullPath(folder);

    public async Task WriteAsync(PayloadContainer container, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        string target = PathOf(container, name);
        string unfinished = await WriteUnfinishedAsync(content, cancellationToken);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            // A power failure can still undo the move, but not corrupt the content: .NET has no API to flush a folder.
            File.Move(unfinished, target, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    public Task<Stream?> OpenAsync(PayloadContainer container, string name, CancellationToken cancellationToken)
    {
        try
        {
            // Other processes can replace or delete the file while it is read.
            return Task.FromResult<Stream?>(new FileStream(PathOf(container, name), new FileStreamOptions
            {
                Share = FileShare.ReadWrite | FileShare.Delete,
                Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
            }));
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public async IAsyncEnumerable<StoredPayload> ListAsync(PayloadContainer container, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var files = new DirectoryInfo(Path.Combine(_root, container.Name));
        IEnumerable<StoredPayload> bodies = files.Exists
            ? Files(files)
            : [];
        foreach (StoredPayload body in bodies.Where(body => PayloadName.IsValid(body.Name)).OrderBy(body => body.Name, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return body;
        }

        await Task.CompletedTask;
    }

    public Task<bool> DeleteAsync(PayloadContainer container, string name, CancellationToken cancellationToken)
    {
        string target = PathOf(container, name);
        bool exists = File.Exists(target);
        if (exists)
        {
            File.Delete(target);
        }

        return Task.FromResult(exists);
    }

    public async Task ProbeAsync(CancellationToken cancellationToken) => File.Delete(await WriteUnfinishedAsync("probe"u8.ToArray(), cancellationToken));

    private async Task<string> WriteUnfinishedAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        string unfinished = Path.Combine(Directory.CreateDirectory(Path.Combine(_root, Unfinished)).FullName, Guid.NewGuid().ToString("N"));
        try
        {
            await using var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write);
            await file.WriteAsync(content, cancellationToken);
            file.Flush(flushToDisk: true);
            return unfinished;
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    private string PathOf(PayloadContainer container, string name)
    {
        PayloadName.ThrowIfInvalid(name);
        return Path.Combine([_root, container.Name, .. name.Split('/')]);
    }

    // A link to a folder can lead to itself, so links are not followed. A link in place of a file is listed and fails when it is read.
    private static FileSystemEnumerable<StoredPayload> Files(DirectoryInfo container) => new(
        container.FullName,
        (ref FileSystemEntry entry) => new StoredPayload(NameOf(container, entry.ToFullPath()), entry.Length),
        new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
    {
        ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory,
        ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
    };

    private static string NameOf(DirectoryInfo container, string file) =>
        Path.GetRelativePath(container.FullName, file).Replace(Path.DirectorySeparatorChar, '/');
}
