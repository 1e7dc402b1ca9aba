using System.Text.RegularExpressions;
using HumanosFunctions.Archive;
using HumanosFunctions.Ingest;
using HumanosFunctions.Tests.Infrastructure.Bicep;

namespace HumanosFunctions.Tests.Infrastructure;

/// <summary>Parameters of the deployment whose defaults stand in several places or have to fit the app.</summary>
public sealed partial class ParameterTests
{
    private static readonly Dictionary<string, string> OfTheTemplate = Default()
        .Matches(BicepFile.Of("main.bicep").Source).ToDictionary(found => found.Groups["name"].Value, found => found.Groups["value"].Value);

    private static readonly (string Parameter, string Variable, string Value)[] OfTheFile = [.. Variable()
        .Matches(File.ReadAllText(RepositoryFiles.Path("infra", "main.parameters.json")))
        .Select(found => (found.Groups["name"].Value, found.Groups["variable"].Value, found.Groups["value"].Value))];

    [Fact]
    public void The_parameter_file_has_the_defaults_of_the_template()
    {
        Assert.NotEmpty(OfTheFile);
        Assert.All(OfTheFile, given => Assert.Equal(OfTheTemplate[given.Parameter], given.Value));
    }

    [Fact]
    public void Every_variable_of_the_deployment_is_in_the_guide_with_its_default()
    {
        string guide = File.ReadAllText(RepositoryFiles.Path("docs", "deploy.md"));

        Assert.All(OfTheFile.Where(given => given.Variable.StartsWith("HUMANOS_", StringComparison.Ordinal)), given =>
            Assert.Matches($@"\| `{given.Variable}` \|[^|]*\| `{given.Value}` \|", guide));
    }

    [Fact]
    public void The_platform_starts_another_instance_before_the_app_answers_that_it_has_too_much_in_hand() =>
        Assert.Equal(new IngestOptions().MaxConcurrentDeliveries / 2, int.Parse(OfTheTemplate["httpConcurrency"]));

    [Fact]
    public void Audit_is_made_only_where_somebody_asks_for_it()
    {
        Assert.Contains("param auditKeep string = ''\n", BicepFile.Of("main.bicep").Source, StringComparison.Ordinal);
        Assert.Contains("\"${HUMANOS_AUDIT_KEEP}\"", File.ReadAllText(RepositoryFiles.Path("infra", "main.parameters.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_archive_and_what_listens_to_it_are_made_only_where_somebody_asks_for_days()
    {
        Assert.Equal("0", OfTheTemplate["archiveDays"]);
        Assert.Contains("each.Name != 'archive' || limits.hasArchive", BicepFile.Of("modules", "topic.bicep").Source, StringComparison.Ordinal);
        Assert.Contains("'AzureWebJobs.Archive.Disabled': archiveDays == 0 ?", BicepFile.Of("modules", "app-settings.bicep").Source, StringComparison.Ordinal);
        Assert.Contains($"var archiveContainer = '{BlobArchive.Container}'", BicepFile.Of("modules", "storage.bicep").Source, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_reaches_the_template_as_a_text() =>
        Assert.Empty(BoolOrNumber().Matches(BicepFile.Of("main.bicep").Source).Select(found => found.Value));

    [Fact]
    public void The_host_takes_bodies_far_above_the_limit_of_the_app() =>
        Assert.Contains("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: string(8 * maxBodyBytes)\n", BicepFile.Of("modules", "app-settings.bicep").Source, StringComparison.Ordinal);

    // azd passes nothing for a text that is none, and the default counts.
    [GeneratedRegex(@"^param \w+ (bool|int|\d+ \|).*$", RegexOptions.Multiline)]
    private static partial Regex BoolOrNumber();

    [GeneratedRegex(@"^param (?<name>\w+) [^=\n]*= '?(?<value>\w+)'?$", RegexOptions.Multiline)]
    private static partial Regex Default();

    [GeneratedRegex(@"""(?<name>\w+)"": \{\s+""value"": ""\$\{(?<variable>\w+)=(?<value>\w+)\}""")]
    private static partial Regex Variable();
}
