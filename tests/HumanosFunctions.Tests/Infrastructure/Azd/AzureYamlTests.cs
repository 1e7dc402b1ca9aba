using HumanosFunctions.Tests.Infrastructure.Bicep;

namespace HumanosFunctions.Tests.Infrastructure.Azd;

/// <summary>azure.yaml holds to azd's schema (schemas/v1.0/azure.yaml.json of Azure/azure-dev), which azd itself does not enforce.</summary>
public sealed class AzureYamlTests
{
    private static readonly string[] Actions =
        ["provision", "infracreate", "infradelete", "down", "up", "package", "publish", "deploy", "restore", "build"];

    private static readonly string[] RootKeys =
        ["name", "resourceGroup", "metadata", "infra", "services", "resources", "pipeline", "hooks", "requiredVersions", "state", "platform", "workflows", "cloud"];

    private static readonly string[] ServiceKeys =
        ["apiVersion", "config", "dist", "docker", "env", "hooks", "host", "image", "k8s", "language", "module", "project", "remoteBuild", "resourceGroup", "resourceName", "uses"];

    private static readonly string[] HookKeys = ["continueOnError", "dir", "interactive", "kind", "posix", "run", "secrets", "shell", "windows"];

    private static readonly string[] HookNames =
        [.. Actions.SelectMany(action => new[] { "pre" + action, "post" + action })];

    private static readonly YamlMap Project = YamlMap.Read(File.ReadLines(RepositoryFiles.Path("azure.yaml")));

    [Fact]
    public void It_has_only_keys_that_azd_reads()
    {
        Assert.Empty(Project.Keys.Except(RootKeys));
        Assert.All(Project.Map("services").Maps.Values, service => Assert.Empty(service.Keys.Except(ServiceKeys)));
        Assert.Empty(Project.Map("hooks").Keys.Except(HookNames));
        Assert.All(Project.Map("hooks").Maps.Values.SelectMany(hook => hook.Maps.Values.Append(hook)), hook => Assert.Empty(hook.Keys.Except(HookKeys)));
    }

    [Fact]
    public void Its_name_is_one_that_azd_takes() =>
        Assert.Matches("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", Project.Text("name"));

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
    [InlineData("posix", "sh")]
    [InlineData("windows", "pwsh")]
    public void Its_hook_has_a_script_for_each_system(string system, string shell)
    {
        YamlMap hook = Project.Map("hooks").Map("postprovision");

        Assert.Equal(["posix", "windows"], hook.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(shell, hook.Map(system).Text("shell"));
        Assert.True(File.Exists(RepositoryFiles.Path(hook.Map(system).Text("run"))));
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
