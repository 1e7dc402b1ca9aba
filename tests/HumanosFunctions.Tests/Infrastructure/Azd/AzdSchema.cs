using System.Text.RegularExpressions;

namespace HumanosFunctions.Tests.Infrastructure.Azd;

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
