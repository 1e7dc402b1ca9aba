using System.Text;
using System.Xml.Linq;

namespace EndToEnd.Packages;

/// <summary>What the packages hold and say of themselves.</summary>
public sealed class PackageContentTests
{
    private static readonly string[] Frameworks = ["net8.0", "net10.0"];

    [Theory]
    [InlineData(PackedPackages.Library)]
    [InlineData(PackedPackages.Companion)]
    [InlineData(PackedPackages.Tool)]
    public async Task It_says_where_it_comes_from_and_what_it_is_for(string id)
    {
        PackedPackages packed = await PackedPackages.Once;
        XElement metadata = packed.MetadataOf(id);

        string Text(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;
        Assert.Equal(id, Text("id"));
        Assert.Equal("MIT", Text("license"));
        Assert.Equal("README.md", Text("readme"));
        Assert.Equal("icon.png", Text("icon"));
        Assert.NotEmpty(Text("description"));
        Assert.Contains("humanos", Text("tags"), StringComparison.Ordinal);
        Assert.StartsWith("https://", Text("projectUrl"), StringComparison.Ordinal);
        XElement repository = metadata.Elements().Single(element => element.Name.LocalName == "repository");
        Assert.Equal("git", (string?)repository.Attribute("type"));
        Assert.StartsWith("https://", (string?)repository.Attribute("url"), StringComparison.Ordinal);
        Assert.All(["README.md", "icon.png", "LICENSE"], file => Assert.Contains(file, packed.EntriesOf(id)));
        Assert.Equal((byte[])[0x89, .. "PNG"u8], packed.Read(id, "icon.png")[..4]);
    }

    [Theory]
    [InlineData(PackedPackages.Library)]
    [InlineData(PackedPackages.Companion)]
    public async Task It_has_an_assembly_its_documentation_and_its_symbols_for_each_framework(string id)
    {
        PackedPackages packed = await PackedPackages.Once;

        Assert.Equal(
            Frameworks.SelectMany(framework => new[] { $"lib/{framework}/{id}.dll", $"lib/{framework}/{id}.xml" }).Order(StringComparer.Ordinal),
            packed.EntriesOf(id).Where(entry => entry.StartsWith("lib/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(
            Frameworks.Select(framework => $"lib/{framework}/{id}.pdb").Order(StringComparer.Ordinal),
            packed.EntriesOf(id, "snupkg").Where(entry => entry.StartsWith("lib/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_library_depends_on_nothing()
    {
        PackedPackages packed = await PackedPackages.Once;

        Assert.Empty(DependenciesOf(packed, PackedPackages.Library));
    }

    [Fact]
    public async Task The_companion_depends_on_the_library_and_on_the_two_clients_that_it_uses()
    {
        PackedPackages packed = await PackedPackages.Once;

        Assert.Equal(["Azure.Messaging.ServiceBus", "Azure.Storage.Blobs", PackedPackages.Library], DependenciesOf(packed, PackedPackages.Companion));
    }

    /// <summary>The same sources make the same bytes in every folder, so no folder may be written into them.</summary>
    [Theory]
    [InlineData(PackedPackages.Library)]
    [InlineData(PackedPackages.Companion)]
    public async Task It_holds_no_path_of_the_machine_that_packed_it(string id)
    {
        PackedPackages packed = await PackedPackages.Once;

        foreach (string framework in Frameworks)
        {
            string assembly = Encoding.Latin1.GetString(packed.Read(id, $"lib/{framework}/{id}.dll"));
            Assert.Contains($"/_/src/{id}/", assembly, StringComparison.Ordinal);
            Assert.DoesNotContain(RepositoryFiles.Root, assembly, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> DependenciesOf(PackedPackages packed, string id) => packed.MetadataOf(id).Descendants()
        .Where(element => element.Name.LocalName == "dependency")
        .Select(element => (string)element.Attribute("id")!)
        .Distinct()
        .Order(StringComparer.Ordinal);
}
