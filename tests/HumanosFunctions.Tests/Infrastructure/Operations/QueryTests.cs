using System.Text.Json;
using System.Text.RegularExpressions;

namespace HumanosFunctions.Tests.Infrastructure.Operations;

/// <summary>Microsoft's own analyser understands every query, over the columns of Log Analytics' table.</summary>
public sealed class QueryTests : IAsyncLifetime
{
    private static readonly string Folder = RepositoryFiles.Path("tests", "HumanosFunctions.Tests", "Infrastructure", "js");

    public Task InitializeAsync() => Node.IsPresent ? Node.InstallAsync(Folder) : Task.CompletedTask;

    public Task DisposeAsync() => Task.CompletedTask;

    [NodeFact]
    public async Task Every_query_is_sound()
    {
        Dictionary<string, string[]> faults = await FaultsAsync(QueryFile.All.ToDictionary(query => query.Name, query => query.Filled));

        Assert.NotEmpty(faults);
        Assert.All(faults, query => Assert.True(query.Value.Length == 0, $"{query.Key}: {string.Join(' ', query.Value)}"));
    }

    [NodeFact]
    public async Task Faults_in_a_query_are_found()
    {
        string sound = QueryFile.All.Single(query => query.Name == "workbook/event-age.kql").Filled;
        Dictionary<string, string[]> faults = await FaultsAsync(new()
        {
            ["column"] = sound.Replace("ItemCount > 0", "ItemsCount > 0", StringComparison.Ordinal),
            ["function"] = sound.Replace("percentilesw", "percentilew", StringComparison.Ordinal),
            ["operator"] = sound.Replace("| summarize", "| summarise", StringComparison.Ordinal),
            ["table"] = sound.Replace("AppMetrics", "customMetrics", StringComparison.Ordinal),
        });

        Assert.All(faults, query => Assert.NotEmpty(query.Value));
    }

    private static async Task<Dictionary<string, string[]>> FaultsAsync(Dictionary<string, string> queries)
    {
        string answer = await Node.RunScriptAsync(Path.Combine(Folder, "queries.mjs"), [], JsonSerializer.Serialize(queries));
        return JsonSerializer.Deserialize<Dictionary<string, string[]>>(answer)!;
    }
}

/// <summary>A query of the workbook or of an alert, as its file has it.</summary>
internal sealed partial record QueryFile(string Name, string Text)
{
    public static IReadOnlyList<QueryFile> All { get; } = [.. Directory
        .EnumerateFiles(RepositoryFiles.Path("infra"), "*.kql", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(Read)];

    /// <summary>With a value for what the workbook and the template put in.</summary>
    public string Filled => Text.Replace("{range:grain}", "1h", StringComparison.Ordinal).Replace("HOURS", "6", StringComparison.Ordinal);

    public IEnumerable<string> Metrics => MetricName().Matches(Text).Select(found => found.Groups[1].Value).Distinct();

    public IEnumerable<string> Tags => Tag().Matches(Text).Select(found => found.Groups[1].Value).Distinct();

    private static QueryFile Read(string path) =>
        new(Path.GetRelativePath(RepositoryFiles.Path("infra"), path).Replace('\\', '/'), File.ReadAllText(path));

    [GeneratedRegex(@"'(humanos\.[^']*)'")]
    private static partial Regex MetricName();

    [GeneratedRegex(@"\bProperties\.(\w+)")]
    private static partial Regex Tag();
}
