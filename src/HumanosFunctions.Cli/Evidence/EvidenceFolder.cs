using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace HumanosFunctions.Cli.Evidence;

/// <summary>A file of an export. The path has slashes on every system.</summary>
internal sealed record EvidenceFile(string Path, long Length, string Sha256);

/// <summary>
/// Writes the files of an export and keeps their hashes. The files are in a folder beside the target until the export is complete, so that an
/// interrupted export never looks like a complete one.
/// </summary>
internal sealed class EvidenceFolder : IDisposable
{
    private static readonly JsonWriterOptions Json = new() { Indented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private readonly List<EvidenceFile> _files = [];
    private readonly string _target;
    private readonly string _folder;

    public EvidenceFolder(string target)
    {
        _target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target));
        _folder = $"{_target}.{Guid.NewGuid():N}.partial";
        OwnerOnly.CreateFolder(_folder);
    }

    public IReadOnlyList<EvidenceFile> Files => _files;

    public async Task<EvidenceFile> WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await using (FileStream file = Create(path))
        {
            await file.WriteAsync(content, cancellationToken);
        }

        return Add(path, content.Length, SHA256.HashData(content.Span));
    }

    public Task<EvidenceFile> WriteJsonAsync(string path, Action<Utf8JsonWriter> members, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Json))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return WriteAsync(path, buffer.ToArray(), cancellationToken);
    }

    /// <summary>Opens a file that is written in parts. <see cref="CloseAsync"/> adds it to the files.</summary>
    public FileStream Create(string path)
    {
        string full = Path.Combine(_folder, path);
        OwnerOnly.CreateFolder(Path.GetDirectoryName(full)!);
        return OwnerOnly.CreateFile(full);
    }

    public async Task<EvidenceFile> CloseAsync(string path, CancellationToken cancellationToken)
    {
        await using FileStream file = File.OpenRead(Path.Combine(_folder, path));
        return Add(path, file.Length, await SHA256.HashDataAsync(file, cancellationToken));
    }

    /// <summary>Puts the files at the target: a folder or, if its name ends with <c>.zip</c>, a zip file.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (!IsZip(_target))
        {
            Directory.Move(_folder, _target);
            return;
        }

        string part = $"{_folder}.zip";
        try
        {
            await OwnerOnly.ZipAsync(_folder, part, cancellationToken);
            File.Move(part, _target, overwrite: false);
        }
        finally
        {
            File.Delete(part);
        }
    }

    public static bool IsZip(string target) => target.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private EvidenceFile Add(string path, long length, byte[] sha256)
    {
        var file = new EvidenceFile(path, length, Convert.ToHexStringLower(sha256));
        _files.Add(file);
        return file;
    }
}
