using System.Text.Json;
using System.Text.RegularExpressions;
using HumanosFunctions.Tests.Infrastructure.Bicep;

namespace HumanosFunctions.Tests.Infrastructure.Operations;

/// <summary>Every query is loaded, laid out and evaluated in times that Azure takes.</summary>
public sealed partial class WorkbookTests
{
    // What Azure Monitor takes for log search alerts.
    private static readonly string[] Windows =
        ["PT5M", "PT10M", "PT15M", "PT30M", "PT45M", "PT1H", "PT2H", "PT3H", "PT4H", "PT5H", "PT6H", "P1D", "P2D"];

    [Fact]
    public void Every_file_that_a_template_loads_is_there_and_no_query_lies_idle()
    {
        string[] loaded = [.. BicepFile.All.SelectMany(file => Loading().Matches(file.Source)
            .Select(found => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file.Path)!, found.Groups[1].Value))))];

        Assert.All(loaded, path => Assert.True(File.Exists(path), path));
        Assert.Empty(QueryFile.All.Select(query => RepositoryFiles.Path("infra", query.Name)).Select(Path.GetFullPath).Except(loaded));
    }

    [Fact]
    public void Each_query_has_its_place_and_its_own_file()
    {
        BicepValue.Members queries = BicepFile.Of("modules", "workbook.bicep").Variable("queries");
        using JsonDocument layout = JsonDocument.Parse(File.ReadAllBytes(RepositoryFiles.Path("infra", "workbook", "layout.json")));
        string[] places = [.. layout.RootElement.EnumerateArray().Select(chart => chart.GetProperty("name").GetString()!)];

        Assert.Equal(queries.Values.Keys.Order(StringComparer.Ordinal), places.Order(StringComparer.Ordinal));
        Assert.All(queries.Values, query => Assert.Equal(new BicepValue.Expression($"loadTextContent('../workbook/{query.Key}.kql')"), query.Value));
    }

    [Fact]
    public void Alerts_look_back_over_windows_that_Azure_takes_and_that_overlap()
    {
        string source = BicepFile.Of("modules", "alerts.bicep").Source;
        (string Window, string Frequency)[] rules = [.. Rule().Matches(source).Select(found => (found.Groups[1].Value, found.Groups[2].Value))];

        Assert.Equal(source.Split("query: ").Length - 1, rules.Length);
        Assert.All(rules, rule =>
        {
            Assert.Contains(rule.Window, Windows);
            Assert.Contains(rule.Frequency, Windows);
            Assert.True(Array.IndexOf(Windows, rule.Window) > Array.IndexOf(Windows, rule.Frequency), rule.Window);
        });
    }

    [GeneratedRegex(@"load(?:Text|Json)Content\('([^']+)'")]
    private static partial Regex Loading();

    [GeneratedRegex(@"window: '(\w+)'\s+frequency: '(\w+)'")]
    private static partial Regex Rule();
}
