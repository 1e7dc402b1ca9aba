using System.Text.Json;
using System.Text.RegularExpressions;
using HumanosFunctions.Tests.Infrastructure.Bicep;

namespace HumanosFunctions.Tests.Infrastructure;

/// <summary>What one template hands to another, and what it takes from it, is there under that name.</summary>
public sealed partial class ModuleTests
{
    [Fact]
    public void Every_module_gets_the_parameters_that_it_declares() =>
        Assert.Empty(BicepFile.All.SelectMany(caller => caller.Modules.SelectMany(module => Differences(caller, module))));

    [Fact]
    public void Every_output_that_is_read_exists() =>
        Assert.Empty(BicepFile.All.SelectMany(caller => OutputUse().Matches(caller.Source)
            .Where(use => !Called(caller, caller.Modules.Single(module => module.Name == use.Groups["module"].Value)).Outputs.Contains(use.Groups["output"].Value))
            .Select(use => use.Value)));

    [Fact]
    public void Every_name_of_a_resource_comes_from_the_one_list()
    {
        BicepValue.Members names = BicepFile.Of("main.bicep").Variable("names");
        string[] used = [.. BicepFile.All.SelectMany(file => NameUse().Matches(file.Source)).Select(use => use.Groups[1].Value).Distinct()];

        Assert.Equal(names.Values.Keys.Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_parameter_file_sets_what_main_declares()
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllBytes(RepositoryFiles.Path("infra", "main.parameters.json")));
        string[] given = [.. file.RootElement.GetProperty("parameters").EnumerateObject().Select(parameter => parameter.Name)];

        Assert.Empty(Differences(BicepFile.Of("main.bicep"), given, "main.parameters.json"));
    }

    [Fact]
    public void A_parameter_that_is_unknown_or_absent_is_found()
    {
        BicepFile called = new("called.bicep", "param needed string\nparam optional string = 'x'\n");

        Assert.Equal(["test: other is unknown", "test: needed is missing"], Differences(called, ["other"], "test"));
    }

    private static IEnumerable<string> Differences(BicepFile caller, BicepModule module)
    {
        var parameters = (BicepValue.Members)((BicepValue.Members)module.Body).Values["params"];
        return Differences(Called(caller, module), [.. parameters.Values.Keys], $"{Path.GetFileName(caller.Path)} {module.Name}");
    }

    private static IEnumerable<string> Differences(BicepFile called, string[] given, string place)
    {
        BicepParameter[] declared = [.. called.Parameters];
        return given.Where(name => declared.All(parameter => parameter.Name != name)).Select(name => $"{place}: {name} is unknown")
            .Concat(declared.Where(parameter => parameter.IsRequired && !given.Contains(parameter.Name)).Select(parameter => $"{place}: {parameter.Name} is missing"));
    }

    private static BicepFile Called(BicepFile caller, BicepModule module)
    {
        string path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(caller.Path)!, module.Path));
        return BicepFile.All.Single(file => file.Path == path);
    }

    [GeneratedRegex(@"\b(?<module>\w+)\.outputs\.(?<output>\w+)")]
    private static partial Regex OutputUse();

    [GeneratedRegex(@"\bnames\.(\w+)")]
    private static partial Regex NameUse();
}
