using System.Text.Json.Nodes;
using Testing;

namespace Benchmarks.Comparison.Servers;

/// <summary>The development broker in a separate process, so that the app's measurements do not include it.</summary>
internal sealed class BrokerProcess : IAsyncDisposable
{
    private const string Archive = "archive";

    private readonly ServerProcess _process;

    private BrokerProcess(ServerProcess process, string connectionString) => (_process, ConnectionString) = (process, connectionString);

    /// <summary>The topology as it is deployed by default: without the archive.</summary>
    public static string DeployedTopology { get; } = TopologyWithout(Archive);

    public string ConnectionString { get; }

    public static async Task<BrokerProcess> StartAsync(string topology)
    {
        var process = ServerProcess.Start("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "LocalServiceBus.dll"), "--port", "0", "--topology", topology]);
        return new BrokerProcess(process, await process.WaitForAsync("^(?<found>Endpoint=.*)$"));
    }

    /// <summary>The deployed topology without the audit subscription, which would keep one million events in memory.</summary>
    public static string TopologyWithoutAudit() => TopologyWithout(Archive, "audit");

    /// <summary>The same without duplicate detection, which would keep every id of the day in memory.</summary>
    public static string TopologyForSoak() => Topology(topic => topic["Properties"]!["RequiresDuplicateDetection"] = false, Archive, "audit");

    private static string TopologyWithout(params string[] left) => Topology(_ => { }, left);

    private static string Topology(Action<JsonNode> change, params string[] left)
    {
        JsonNode topology = JsonNode.Parse(File.ReadAllBytes(RepositoryFiles.Path("infra", "servicebus.json")))!;
        JsonNode topic = topology["UserConfig"]!["Namespaces"]![0]!["Topics"]![0]!;
        topic["Subscriptions"]!.AsArray().RemoveAll(subscription => left.Contains(subscription!["Name"]!.GetValue<string>()));
        change(topic);
        string file = Path.Combine(Path.GetTempPath(), $"humanos-bench-{Guid.NewGuid():N}.json");
        File.WriteAllText(file, topology.ToJsonString());
        return file;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
