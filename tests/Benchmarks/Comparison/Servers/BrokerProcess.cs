using System.Text.Json.Nodes;
using Testing;

namespace Benchmarks.Comparison.Servers;

/// <summary>The development broker in a separate process, so that the app's measurements do not include it.</summary>
internal sealed class BrokerProcess : IAsyncDisposable
{
    private static readonly string[] KeepingAll = ["archive", "audit"];

    /// <summary>
    /// The deployed topology without what keeps every event in the memory of the development broker: archive, audit and duplicate
    /// detection. Long garbage collections of this broker would otherwise be a part of each result.
    /// </summary>
    private static readonly Lazy<string> Topology = new(CreateTopology);

    private readonly ServerProcess _process;

    private BrokerProcess(ServerProcess process, string connectionString) => (_process, ConnectionString) = (process, connectionString);

    public string ConnectionString { get; }

    public static async Task<BrokerProcess> StartAsync()
    {
        var process = ServerProcess.Start("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "LocalServiceBus.dll"), "--port", "0", "--topology", Topology.Value]);
        return new BrokerProcess(process, await process.WaitForAsync("^(?<found>Endpoint=.*)$"));
    }

    private static string CreateTopology()
    {
        JsonNode topology = JsonNode.Parse(File.ReadAllBytes(RepositoryFiles.Path("infra", "servicebus.json")))!;
        JsonNode topic = topology["UserConfig"]!["Namespaces"]![0]!["Topics"]![0]!;
        topic["Subscriptions"]!.AsArray().RemoveAll(subscription => KeepingAll.Contains(subscription!["Name"]!.GetValue<string>()));
        topic["Properties"]!["RequiresDuplicateDetection"] = false;
        string file = Path.Combine(Path.GetTempPath(), $"humanos-bench-{Guid.NewGuid():N}.json");
        File.WriteAllText(file, topology.ToJsonString());
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(file);
        return file;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
