namespace HumanosFunctions.Archive;

/// <summary>
/// Holds the objects of the archive. An object is written once and never replaced. Every method throws if the storage is not available.
/// </summary>
public interface IArchiveObjects
{
    /// <summary>Completes when the content is durable. The write is atomic.</summary>
    /// <returns>False if an object of this name exists, which is left as it is.</returns>
    Task<bool> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Returns null if there is no object of this name.</summary>
    Task<byte[]?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Lists what is directly below a folder: the last part of each name, in order. The root is the empty text.</summary>
    IAsyncEnumerable<string> FoldersAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Lists the objects in a folder whose last part begins with the given text, with whole names, in any order.</summary>
    IAsyncEnumerable<string> NamesAsync(string folder, string beginning, CancellationToken cancellationToken);

    /// <summary>Returns false if there was no object of this name.</summary>
    Task<bool> DeleteAsync(string name, CancellationToken cancellationToken);

    /// <summary>Completes if the storage is available for writing, and throws otherwise.</summary>
    Task ProbeAsync(CancellationToken cancellationToken);
}
