using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace HumanosFunctions.Tests.Contract.Schemas;

/// <summary>One file of docs/contract, and what its references lead to.</summary>
public sealed record ContractFile(string Path, JsonObject Root)
{
    private static readonly ConcurrentDictionary<string, ContractFile> Files = new();

    public static string Folder { get; } = RepositoryFiles.Path("docs", "contract");

    /// <summary>Every JSON file, relative to the folder.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Directory
        .EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories)
        .Select(file => System.IO.Path.GetRelativePath(Folder, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal)];

    public static ContractFile Open(string name) => Load(System.IO.Path.GetFullPath(System.IO.Path.Combine(Folder, name)));

    /// <summary>What a reference in this file names, with the file that holds it.</summary>
    public SchemaNode Resolve(string reference)
    {
        string[] parts = reference.Split('#', 2);
        ContractFile file = parts[0].Length == 0
            ? this
            : Load(System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, parts[0])));
        string pointer = parts.Length == 1 ? string.Empty : parts[1];
        JsonNode? node = file.Root;
        foreach (string step in pointer.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            node = node?[step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)];
        }

        return new SchemaNode(file, pointer, node?.AsObject() ?? throw new KeyNotFoundException($"{reference} in {Path} leads nowhere."));
    }

    private static ContractFile Load(string path) =>
        Files.GetOrAdd(path, static path => new ContractFile(path, JsonNode.Parse(File.ReadAllBytes(path))!.AsObject()));
}
