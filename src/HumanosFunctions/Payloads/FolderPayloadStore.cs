using System.IO.Enumeration;
using System.Runtime.CompilerServices;

namespace HumanosFunctions.Payloads;

/// <summary>Stores payloads as files below one folder, for a machine with a persistent disk.</summary>
internal sealed class FolderPayloadStore(string folder) : IPayloadStore
{
    private readonly DurableFolder _folder = new(folder);

    public Task WriteAsync(PayloadContainer container, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        _folder.WriteAsync(PathOf(container, name), content, cancellationToken);

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
        var files = new DirectoryInfo(_folder.PathOf(container.Name));
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

    public Task ProbeAsync(CancellationToken cancellationToken) => _folder.ProbeAsync(cancellationToken);

    private string PathOf(PayloadContainer container, string name)
    {
        PayloadName.ThrowIfInvalid(name);
        return _folder.PathOf($"{container.Name}/{name}");
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
