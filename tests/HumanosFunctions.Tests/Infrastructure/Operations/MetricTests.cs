using HumanosFunctions.Publishing;

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
