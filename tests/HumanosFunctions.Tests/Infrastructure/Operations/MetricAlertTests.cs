using System.Text.RegularExpressions;
using HumanosFunctions.Tests.Infrastructure.Bicep;

namespace HumanosFunctions.Tests.Infrastructure.Operations;

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

        Assert.Equal(8, names.Length);
        Assert.All(names, name => Assert.Contains($"| `humanos-{name}` |", handbook, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^\s+metric: '(\w+)'", RegexOptions.Multiline)]
    private static partial Regex Metric();

    // A rule's description follows its name.
    [GeneratedRegex(@"name: '([\w-]+)'\n\s+description:")]
    private static partial Regex Name();
}
