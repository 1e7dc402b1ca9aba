using System.IO.Compression;

namespace HumanosFunctions.Cli.Evidence;

/// <summary>Creates files and folders that only their owner can read. On Windows, the permissions of the parent folder apply.</summary>
internal static class OwnerOnly
{
    private const UnixFileMode FileMode600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode700 = FileMode600 | UnixFileMode.UserExecute;

    /// <summary>Creates the folder and its parents. The mode of the platform applies to the last folder only, so each is created by itself.</summary>
    public static void CreateFolder(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        if (Path.GetDirectoryName(path) is { Length: > 0 } parent)
        {
            CreateFolder(parent);
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, FolderMode700);
        }
    }

    /// <exception cref="IOException">The file exists.</exception>
    public static FileStream CreateFile(string path) => new(path, OperatingSystem.IsWindows()
        ? new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write }
        : new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = FileMode600 });

    public static async Task ZipAsync(string folder, string path, CancellationToken cancellationToken)
    {
        await using FileStream file = CreateFile(path);
        using var zip = new ZipArchive(file, ZipArchiveMode.Create);
        foreach (string entry in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            await using Stream into = zip.CreateEntry(Path.GetRelativePath(folder, entry).Replace(Path.DirectorySeparatorChar, '/')).Open();
            await using FileStream from = File.OpenRead(entry);
            await from.CopyToAsync(into, cancellationToken);
        }
    }
}
