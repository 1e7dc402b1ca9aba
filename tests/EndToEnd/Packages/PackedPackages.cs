using System.IO.Compression;
using System.Xml.Linq;

namespace EndToEnd.Packages;

/// <summary>What a release would publish, packed once for all tests by the command that the release uses.</summary>
internal sealed class PackedPackages
{
    public const string Library = "Humanos.Webhooks";
    public const string Companion = "Humanos.Webhooks.ServiceBus";
    public const string Tool = "HumanosFunctions.Tool";

    private static readonly Lazy<Task<PackedPackages>> Shared = new(PackAsync);
    private static readonly string Output = Path.Combine(AppContext.BaseDirectory, "packages");

    private PackedPackages(string version) => Version = version;

    // Kept from run to run, without the packages under test: their version is the same for every change that is not committed.
    private static readonly string Cache = Path.Combine(AppContext.BaseDirectory, "consumers-cache");

    private static readonly string MachineCache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set
        ? set
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>Lets a consumer restore to a cache of its own; what the machine's cache has need not be downloaded.</summary>
    public static IReadOnlyDictionary<string, string> ForConsumers { get; } = new Dictionary<string, string>
    {
        ["NUGET_PACKAGES"] = Cache,
        ["NUGET_FALLBACK_PACKAGES"] = MachineCache,
    };

    public static Task<PackedPackages> Once => Shared.Value;

    public string Folder => Output;

    public string Version { get; }

    public string FileOf(string id, string extension = "nupkg") => Path.Combine(Folder, $"{id}.{Version}.{extension}");

    public XElement MetadataOf(string id)
    {
        using ZipArchive archive = ZipFile.OpenRead(FileOf(id));
        using Stream nuspec = archive.GetEntry($"{id}.nuspec")!.Open();
        return XDocument.Load(nuspec).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }

    public IReadOnlyList<string> EntriesOf(string id, string extension = "nupkg")
    {
        using ZipArchive archive = ZipFile.OpenRead(FileOf(id, extension));
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }

    public byte[] Read(string id, string entry, string extension = "nupkg")
    {
        using ZipArchive archive = ZipFile.OpenRead(FileOf(id, extension));
        using Stream content = archive.GetEntry(entry)!.Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }

    private static async Task<PackedPackages> PackAsync()
    {
        Clear(Output);
        foreach (string id in new[] { Library, Companion })
        {
            Clear(Path.Combine(Cache, id.ToLowerInvariant()));
        }

        await CommandRun.SucceedAsync(
            "dotnet", ["pack", Path.Combine("eng", "Packages.slnf"), "-c", "Release", "-o", Output, "--nologo", "-v", "quiet", .. Elsewhere], RepositoryFiles.Root);
        string package = Assert.Single(Directory.GetFiles(Output, $"{Tool}.*.nupkg"));
        return new PackedPackages(Path.GetFileNameWithoutExtension(package)[(Tool.Length + 1)..]);
    }

    // test.cs has built everything for release, and tests one project at a time. Otherwise others may be building just now.
#if DEBUG
    private static string[] Elsewhere => ["--artifacts-path", Path.Combine(AppContext.BaseDirectory, "packing")];
#else
    private static string[] Elsewhere => [];
#endif

    private static void Clear(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
