using System.Text.RegularExpressions;
using HumanosFunctions.Tests.Infrastructure.Bicep;

namespace HumanosFunctions.Tests.Infrastructure.Azd;

/// <summary>azure.yaml holds to azd's schema, and names what is there.</summary>
public sealed class AzureYamlTests
{
    private static readonly YamlMap Project = YamlMap.Read(File.ReadLines(RepositoryFiles.Path("azure.yaml")));

    [Fact]
    public void It_holds_to_the_schema() => Assert.Empty(AzdSchema.Faults(Project));

    [Theory]
    [InlineData("services:", "service:", "azure.yaml: service is unknown")]
    [InlineData("name: humanos-functions", "name: Humanos_Functions", "the name is missing, or none that azd takes")]
    [InlineData("    host: function", "    hosts: function", "ingestor: hosts is unknown", "ingestor: host is missing")]
    [InlineData("postprovision:", "afterprovision:", "afterprovision is no hook")]
    [InlineData("shell: pwsh", "shell: powershell", "preprovision: shell is sh or pwsh", "postprovision: shell is sh or pwsh")]
    [InlineData("      run: ./infra/hooks/postprovision.sh\n", "", "postprovision: run is missing")]
    [InlineData("    posix:\n", "    shell: sh\n    posix:\n", "preprovision: run and shell stand beside the systems", "postprovision: run and shell stand beside the systems")]
    public void A_fault_is_found(string sound, string faulty, params string[] faults)
    {
        string file = File.ReadAllText(RepositoryFiles.Path("azure.yaml")).ReplaceLineEndings("\n");
        Assert.Contains(sound, file, StringComparison.Ordinal);

        Assert.Equal(faults, AzdSchema.Faults(YamlMap.Read(file.Replace(sound, faulty, StringComparison.Ordinal).Split('\n'))));
    }

    [Fact]
    public void Its_service_is_the_function_app_that_the_template_tags()
    {
        KeyValuePair<string, YamlMap> service = Assert.Single(Project.Map("services").Maps);
        BicepModule app = BicepFile.Of("app.bicep").Modules.Single(module => module.Name == "functionApp");
        var parameters = (BicepValue.Members)((BicepValue.Members)app.Body).Values["params"];

        Assert.Equal("function", service.Value.Text("host"));
        Assert.Equal("dotnet", service.Value.Text("language"));
        Assert.Single(Directory.EnumerateFiles(RepositoryFiles.Path(service.Value.Text("project")), "*.*proj"));
        Assert.Equal(new BicepValue.Text(service.Key), parameters.Values["serviceName"]);
        Assert.Contains("{ 'azd-service-name': serviceName }", BicepFile.Of("modules", "functionapp.bicep").Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("preprovision", "posix", "sh")]
    [InlineData("preprovision", "windows", "pwsh")]
    [InlineData("postprovision", "posix", "sh")]
    [InlineData("postprovision", "windows", "pwsh")]
    public void Its_hooks_have_a_script_for_each_system(string name, string system, string shell)
    {
        YamlMap hook = Project.Map("hooks").Map(name);

        Assert.Equal(["posix", "windows"], hook.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(shell, hook.Map(system).Text("shell"));
        Assert.True(File.Exists(RepositoryFiles.Path(hook.Map(system).Text("run"))));
    }

    [Theory]
    [InlineData("posix")]
    [InlineData("windows")]
    public void What_is_left_to_do_is_not_cleared_from_the_screen(string system) =>
        Assert.Equal("true", Project.Map("hooks").Map("postprovision").Map(system).Text("interactive"));

    [Fact]
    public void It_names_its_template_and_the_azd_that_it_needs()
    {
        Assert.Matches(@"^[a-z-]+@\d+\.\d+\.\d+$", Project.Map("metadata").Text("template"));
        Assert.Contains("1.22.0", Project.Map("requiredVersions").Text("azd"), StringComparison.Ordinal);
    }

    [Fact]
    public void Its_hook_reads_only_what_the_template_puts_out()
    {
        string[] outputs = [.. BicepFile.Of("main.bicep").Outputs];
        YamlMap hook = Project.Map("hooks").Map("postprovision");
        string[] scripts = [.. hook.Maps.Values.Select(system => File.ReadAllText(RepositoryFiles.Path(system.Text("run"))))];

        Assert.All(scripts, script => Assert.All(["HUMANOS_WEBHOOK_URL", "HUMANOS_KEY_VAULT"], name => Assert.Contains(name, script, StringComparison.Ordinal)));
        Assert.Contains("HUMANOS_WEBHOOK_URL", outputs);
        Assert.Contains("HUMANOS_KEY_VAULT", outputs);
    }
}

/// <summary>The part of azd's schema (schemas/v1.0/azure.yaml.json of Azure/azure-dev) that a project like this can break; azd itself does not enforce it.</summary>
internal static partial class AzdSchema
{
    private static readonly string[] Actions =
        ["provision", "infracreate", "infradelete", "down", "up", "package", "publish", "deploy", "restore", "build"];

    private static readonly string[] RootKeys =
        ["name", "resourceGroup", "metadata", "infra", "services", "resources", "pipeline", "hooks", "requiredVersions", "state", "platform", "workflows", "cloud"];

    private static readonly string[] ServiceKeys =
        ["apiVersion", "config", "dist", "docker", "env", "hooks", "host", "image", "k8s", "language", "module", "project", "remoteBuild", "resourceGroup", "resourceName", "uses"];

    private static readonly string[] HookKeys = ["continueOnError", "dir", "interactive", "kind", "posix", "run", "secrets", "shell", "windows"];

    private static readonly string[] HookNames = [.. Actions.SelectMany(action => new[] { "pre" + action, "post" + action })];

    public static IEnumerable<string> Faults(YamlMap project) =>
        Unknown(project, RootKeys, "azure.yaml")
            .Concat(project.Keys.Contains("name") && Name().IsMatch(project.Text("name")) ? [] : ["the name is missing, or none that azd takes"])
            .Concat(MapsOf(project, "services").SelectMany(service => Service(service.Key, service.Value)))
            .Concat(MapsOf(project, "hooks").SelectMany(hook => Hook(hook.Key, hook.Value)));

    private static IEnumerable<string> Service(string name, YamlMap service) =>
        Unknown(service, ServiceKeys, name).Concat(service.Keys.Contains("host") ? [] : [$"{name}: host is missing"]);

    private static IEnumerable<string> Hook(string name, YamlMap hook) =>
        (HookNames.Contains(name) ? Enumerable.Empty<string>() : [$"{name} is no hook"])
            .Concat(hook.Maps.Count > 0 && hook.Keys.Intersect(["run", "shell"]).Any() ? [$"{name}: run and shell stand beside the systems"] : [])
            .Concat(hook.Maps.Count == 0 ? Script(name, hook) : hook.Maps.Values.SelectMany(system => Script(name, system)))
            .Concat(Unknown(hook, HookKeys, name));

    private static IEnumerable<string> Script(string name, YamlMap script) =>
        Unknown(script, HookKeys, name)
            .Concat(script.Keys.Contains("run") ? [] : [$"{name}: run is missing"])
            .Concat(!script.Keys.Contains("shell") || script.Text("shell") is "sh" or "pwsh" ? [] : [$"{name}: shell is sh or pwsh"]);

    private static IEnumerable<string> Unknown(YamlMap map, string[] known, string place) =>
        map.Keys.Except(known).Select(key => $"{place}: {key} is unknown");

    private static IReadOnlyDictionary<string, YamlMap> MapsOf(YamlMap project, string key) =>
        project.Maps.TryGetValue(key, out YamlMap? map) ? map.Maps : new Dictionary<string, YamlMap>();

    [GeneratedRegex("^(?=.{2})[a-z0-9]([-a-z0-9]*[a-z0-9])?$")]
    private static partial Regex Name();
}
