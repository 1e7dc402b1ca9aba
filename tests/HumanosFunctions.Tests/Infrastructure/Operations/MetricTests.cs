using System.Text.RegularExpressions;
using HumanosFunctions.Publishing;
using HumanosFunctions.Tests.Infrastructure.Bicep;

namespace HumanosFunctions.Tests.Infrastructure.Operations;

/// <summary>Workbook and alerts ask for metrics, tags and words that the app sends.</summary>
public sealed class MetricTests
{
    [Fact]
    public void The_source_makes_the_metrics_that_everything_hangs_on() =>
        Assert.All(["humanos.deliveries.received", "humanos.events.processed", "humanos.events.dead_lettered"], name => Assert.Contains(name, Instruments.Names));

    [Fact]
    public void Every_metric_that_is_asked_for_is_one_of_the_app() =>
        Assert.All(QueryFile.All, query =>
        {
            Assert.NotEmpty(query.Metrics);
            Assert.Empty(Instruments.Unknown(query));
        });

    [Fact]
    public void Every_metric_of_the_app_is_in_the_workbook() =>
        Assert.Empty(Instruments.Names.Except(QueryFile.All.Where(query => query.Name.StartsWith("workbook/", StringComparison.Ordinal)).SelectMany(query => query.Metrics)));

    [Fact]
    public void Every_tag_that_is_asked_for_is_one_of_the_app() =>
        Assert.All(QueryFile.All, query => Assert.Empty(query.Tags.Except(Instruments.Tags)));

    [Fact]
    public void A_failed_publish_is_all_but_the_acknowledged() =>
        Assert.Contains($"tostring(Properties.result) != '{nameof(PublishResult.Acknowledged)}'", Of("alerts/publishing.kql").Text, StringComparison.Ordinal);

    [Fact]
    public void A_misspelt_metric_is_found()
    {
        QueryFile sound = Of("workbook/retries.kql");
        QueryFile broken = sound with { Text = sound.Text.Replace("retried", "retryed", StringComparison.Ordinal) };

        Assert.Equal(["humanos.events.retryed"], Instruments.Unknown(broken));
    }

    private static QueryFile Of(string name) => QueryFile.All.Single(query => query.Name == name);
}

/// <summary>The alerts on Service Bus' own metrics.</summary>
public sealed partial class MetricAlertTests
{
    private static readonly BicepFile Alerts = BicepFile.Of("modules", "alerts.bicep");

    // Of Microsoft.ServiceBus/namespaces, those with the dimension EntityName and an aggregation Maximum that are used here.
    private static readonly string[] Metrics = ["DeadletteredMessages", "Size"];

    [Fact]
    public void Each_rule_is_complete_and_asks_for_a_metric_that_Service_Bus_has()
    {
        string rules = Alerts.Source[Alerts.Source.IndexOf("var ofServiceBus", StringComparison.Ordinal)..Alerts.Source.IndexOf("var always", StringComparison.Ordinal)];

        Assert.Equal(Metrics, Metric().Matches(rules).Select(found => found.Groups[1].Value));
        Assert.All(["name", "description", "severity", "metric", "threshold"], member =>
        {
            Assert.Equal(Metrics.Length, rules.Split($"\n    {member}: ").Length - 1);
            Assert.Contains($"rule.{member}", BicepFile.Of("modules", "metric-alert.bicep").Source, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_topic_that_fills_is_told_of_at_four_fifths_of_the_size_that_it_was_made_with()
    {
        Assert.Contains("threshold: maxSizeInMegabytes * 1024 * 1024 / 5 * 4\n", Alerts.Source, StringComparison.Ordinal);
        Assert.Contains("maxSizeInMegabytes: dependencies.outputs.limits.maxSizeInMegabytes\n", BicepFile.Of("main.bicep").Source, StringComparison.Ordinal);
        Assert.Contains("output limits object = limits\n", BicepFile.Of("modules", "servicebus.bicep").Source, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_alert_is_in_the_handbook()
    {
        string handbook = File.ReadAllText(RepositoryFiles.Path("docs", "operations.md"));

        string[] names = [.. Name().Matches(Alerts.Source).Select(found => found.Groups[1].Value)];

        Assert.Equal(9, names.Length);
        Assert.All(names, name => Assert.Contains($"| `humanos-{name}` |", handbook, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^\s+metric: '(\w+)'", RegexOptions.Multiline)]
    private static partial Regex Metric();

    // A rule's description follows its name.
    [GeneratedRegex(@"name: '([\w-]+)'\n\s+description:")]
    private static partial Regex Name();
}

/// <summary>The metrics that the app's source makes, and their tags.</summary>
internal static partial class Instruments
{
    private static readonly string Source = string.Concat(Directory
        .EnumerateFiles(RepositoryFiles.Path("src", "HumanosFunctions"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Select(File.ReadAllText));

    public static string[] Names { get; } = [.. Creation().Matches(Source).Select(found => found.Groups[1].Value)];

    public static string[] Tags { get; } = [.. Tag().Matches(Source).Select(found => found.Groups[1].Value).Distinct()];

    public static IEnumerable<string> Unknown(QueryFile query) => query.Metrics.Except(Names);

    [GeneratedRegex(@"\.Create(?:Observable)?(?:Counter|Gauge|Histogram|UpDownCounter)(?:<\w+>)?\(\s*""(humanos\.[^""]+)""")]
    private static partial Regex Creation();

    [GeneratedRegex(@"(?:new|KeyValuePair<string, object\?>)\(""(\w+)"", ")]
    private static partial Regex Tag();
}
