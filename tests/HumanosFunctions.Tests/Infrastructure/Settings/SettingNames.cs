using System.Text.Json;
using System.Text.RegularExpressions;
using HumanosFunctions.Settings;
using HumanosFunctions.Tests.Infrastructure.Bicep;
using HumanosFunctions.Tests.Settings;

namespace HumanosFunctions.Tests.Infrastructure.Settings;

/// <summary>The names of settings, from each place that knows them.</summary>
internal static partial class SettingNames
{
    private const string Prefix = AppSettings.Section + "__";

    public static string[] Options { get; } = [.. FeatureOptions.Settings.Select(setting => setting.Name)];

    public static IReadOnlyDictionary<string, BicepValue> Template { get; } = BicepFile.Of("modules", "app-settings.bicep").Variable("base").Values;

    public static string[] Sample { get; } = ReadSample();

    public static string[] Readme { get; } = [.. SettingKey()
        .Matches(string.Concat(File.ReadLines(RepositoryFiles.Path("README.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(FirstCell)))
        .Select(key => key.Groups[1].Value)];

    /// <summary>The names in the section of the app itself, without the section.</summary>
    public static IEnumerable<string> OfTheApp(IEnumerable<string> names) =>
        names.Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => name[Prefix.Length..]);

    public static IEnumerable<string> OfOthers(IEnumerable<string> names) =>
        names.Where(name => !name.StartsWith(Prefix, StringComparison.Ordinal));

    private static string[] ReadSample()
    {
        using JsonDocument sample = JsonDocument.Parse(File.ReadAllBytes(RepositoryFiles.Path("local.settings.sample.json")));
        return [.. sample.RootElement.GetProperty("Values").EnumerateObject().Select(setting => setting.Name)];
    }

    private static string FirstCell(string row) => row.Split('|')[1];

    [GeneratedRegex("`Humanos:([A-Za-z]+)`")]
    private static partial Regex SettingKey();
}
