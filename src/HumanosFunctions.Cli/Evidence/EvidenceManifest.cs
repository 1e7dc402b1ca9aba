using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace HumanosFunctions.Cli.Evidence;

/// <summary>
/// The list of the files of an export with their hashes: <c>manifest.json</c>, and <c>SHA256SUMS</c> for <c>sha256sum -c</c>. Anyone who changes
/// a file can also change the list, so the hash of the list is printed, to be stored separately.
/// </summary>
internal static class EvidenceManifest
{
    public const string Name = "manifest.json";
    public const string Sums = "SHA256SUMS";

    /// <summary>Writes both lists after all other files. Returns the hash of the second one, which covers everything.</summary>
    public static async Task<string> WriteAsync(EvidenceFolder folder, Action<Utf8JsonWriter> about, CancellationToken cancellationToken)
    {
        EvidenceFile[] files = [.. folder.Files.OrderBy(file => file.Path, StringComparer.Ordinal)];
        EvidenceFile manifest = await folder.WriteJsonAsync(
            Name,
            json =>
            {
                about(json);
                json.WriteStartArray("files");
                foreach (EvidenceFile file in files)
                {
                    json.WriteStartObject();
                    json.WriteString("path", file.Path);
                    json.WriteNumber("length", file.Length);
                    json.WriteString("sha256", file.Sha256);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            },
            cancellationToken);
        string sums = string.Concat(files.Append(manifest).Select(file => $"{file.Sha256}  {file.Path}\n"));
        return (await folder.WriteAsync(Sums, Encoding.UTF8.GetBytes(sums), cancellationToken)).Sha256;
    }
}

/// <summary>Compares the files of an export with their hashes.</summary>
internal static class EvidenceCheck
{
    /// <summary>Lists what differs, as sentences, and the hash of the list.</summary>
    /// <exception cref="InvalidDataException">It is not an export.</exception>
    public static async Task<(IReadOnlyList<string> Differences, string Sums)> RunAsync(string path, CancellationToken cancellationToken)
    {
        if (!EvidenceFolder.IsZip(path) || Directory.Exists(path))
        {
            Dictionary<string, Func<Stream>> files = Directory.Exists(path)
                ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                    .ToDictionary(file => Path.GetRelativePath(path, file).Replace(Path.DirectorySeparatorChar, '/'), file => (Func<Stream>)(() => File.OpenRead(file)))
                : [];
            return await CompareAsync(files, [], cancellationToken);
        }

        using ZipArchive zip = ZipFile.OpenRead(path);
        ILookup<string, ZipArchiveEntry> entries = zip.Entries.ToLookup(entry => entry.FullName, StringComparer.Ordinal);
        return await CompareAsync(
            entries.ToDictionary(entry => entry.Key, entry => (Func<Stream>)(() => entry.First().Open())),
            entries.Where(entry => entry.Count() > 1).Select(entry => $"{entry.Key}: more than once"),
            cancellationToken);
    }

    private static async Task<(IReadOnlyList<string> Differences, string Sums)> CompareAsync(
        Dictionary<string, Func<Stream>> files, IEnumerable<string> differences, CancellationToken cancellationToken)
    {
        if (!files.TryGetValue(EvidenceManifest.Sums, out Func<Stream>? open))
        {
            throw new InvalidDataException($"This is not an export: it has no {EvidenceManifest.Sums}.");
        }

        List<string> found = [.. differences];
        using var reader = new StreamReader(open(), Encoding.UTF8);
        string text = await reader.ReadToEndAsync(cancellationToken);
        var listed = new HashSet<string>(StringComparer.Ordinal) { EvidenceManifest.Sums };
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            (string hash, string name) = line.Split("  ", 2) is [var left, var right] ? (left, right) : ("", line);
            listed.Add(name);
            if (!files.TryGetValue(name, out Func<Stream>? file))
            {
                found.Add($"{name}: missing");
            }
            else if (await HashAsync(file, cancellationToken) != hash)
            {
                found.Add($"{name}: altered");
            }
        }

        found.AddRange(files.Keys.Where(name => !listed.Contains(name)).Order(StringComparer.Ordinal).Select(name => $"{name}: not listed"));
        return (found, await HashAsync(open, cancellationToken));
    }

    private static async Task<string> HashAsync(Func<Stream> open, CancellationToken cancellationToken)
    {
        await using Stream stream = open();
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }
}
