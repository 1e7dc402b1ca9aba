namespace HumanosFunctions.Tests.Architecture;

/// <summary>
/// Which folders of a project under <c>src</c> use which others, read from the sources: they show constants and names too, which the compiled
/// assembly does not. An entry point of a feature, such as the class that registers its services, may name all folders below its own.
/// </summary>
internal sealed class FolderGraph
{
    /// <summary>The files beside the project file.</summary>
    public const string Root = ".";

    // HumanosEvent.Parse is the public entry point of the readers, which in turn create the types of events.
    private static readonly string[] EntryPoints = ["Registration", "HumanosEvent"];

    private readonly Dictionary<string, HashSet<string>> _uses;

    private FolderGraph(string project)
    {
        (string Folder, string Name, SourceText Text)[] files = [.. Read(RepositoryFiles.Path("src", project))];
        ILookup<string, (string Folder, string Namespace)> types = files
            .SelectMany(file => file.Text.Declared.Select(type => (Type: type, file.Folder, file.Text.Namespace)))
            .Distinct()
            .ToLookup(declared => declared.Type, declared => (declared.Folder, declared.Namespace));
        _uses = files
            .GroupBy(file => file.Folder)
            .ToDictionary(folder => folder.Key, folder => folder.SelectMany(file => Used(file.Folder, file.Name, file.Text, types)).ToHashSet());
    }

    public IReadOnlyCollection<string> Folders => _uses.Keys;

    public static FolderGraph Of(string project) => new(project);

    public IReadOnlyCollection<string> UsedBy(string folder) => _uses[folder];

    private static IEnumerable<(string Folder, string Name, SourceText Text)> Read(string project) => Directory
        .EnumerateFiles(project, "*.cs", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(project, file).Replace(Path.DirectorySeparatorChar, '/'))
        .Where(file => !file.StartsWith("obj/", StringComparison.Ordinal) && !file.StartsWith("bin/", StringComparison.Ordinal))
        .Select(file => (
            file.Contains('/', StringComparison.Ordinal) ? file[..file.LastIndexOf('/')] : Root,
            Path.GetFileNameWithoutExtension(file),
            new SourceText(File.ReadAllText(Path.Combine(project, file)))));

    private static IEnumerable<string> Used(string folder, string file, SourceText text, ILookup<string, (string Folder, string Namespace)> types)
    {
        IEnumerable<string> imported = types
            .SelectMany(type => type)
            .Where(type => text.Imports.Contains(type.Namespace))
            .Distinct()
            .GroupBy(type => type.Namespace)
            .Where(space => space.Count() == 1)
            .Select(space => space.Single().Folder);
        IEnumerable<string> named = text.Used
            .Where(name => !text.Declared.Contains(name))
            .SelectMany(name => types[name].Where(type => IsVisible(type.Namespace, text)).Select(type => type.Folder));
        IEnumerable<string> qualified = types
            .SelectMany(type => type.Select(place => (Name: $"{place.Folder.Replace('/', '.')}.{type.Key}", place.Folder)))
            .Where(type => text.Qualified.Any(name => $"{name}.".Contains($"{type.Name}.", StringComparison.Ordinal)))
            .Select(type => type.Folder);
        return imported.Concat(named).Concat(qualified)
            .Where(used => used != folder)
            .Where(used => !(EntryPoints.Any(entry => file.EndsWith(entry, StringComparison.Ordinal)) && used.StartsWith($"{folder}/", StringComparison.Ordinal)));
    }

    private static bool IsVisible(string space, SourceText text) =>
        text.Imports.Contains(space) || text.Namespace == space || text.Namespace.StartsWith($"{space}.", StringComparison.Ordinal);
}
