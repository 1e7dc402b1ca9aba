using System.Text.RegularExpressions;
using LocalServiceBus;
using Microsoft.Data.Sqlite;

namespace EndToEnd.Serving;

/// <summary>The app as a process that can be killed and restarted, with a broker and a store that continue to exist.</summary>
public sealed partial class KillableIngestor : IAsyncDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("humanos-killable-");
    private readonly List<LocalProcess> _processes = [];
    private readonly FunctionsHost _host;
    private readonly Dictionary<string, string?> _settings = new() { ["Humanos__RetryDelay"] = "00:00:00.1" };

    private KillableIngestor(DevelopmentBroker broker, FunctionsHost host, IEnumerable<(string Name, string Value)> settings)
    {
        (Broker, _host) = (broker, host);
        foreach ((string name, string value) in settings)
        {
            _settings[name] = value;
        }
    }

    public DevelopmentBroker Broker { get; }

    /// <summary>The current process, or the last one.</summary>
    public LocalProcess Process => _processes[^1];

    public Uri Webhook { get; private set; } = null!;

    public Uri Api => new(Webhook, "/api/");

    public HttpClient Http { get; } = PlainHttp.Client();

    public Sender Sender { get; } = new();

    /// <summary>With locks of five seconds, so that the messages of a killed process are soon delivered again.</summary>
    public static async Task<KillableIngestor> StartAsync(FunctionsHost host = FunctionsHost.InProcess, params (string Name, string Value)[] settings)
    {
        string topology = (await File.ReadAllTextAsync(RepositoryFiles.Path("infra", "servicebus.json"))).Replace("PT1M", "PT5S", StringComparison.Ordinal);
        var ingestor = new KillableIngestor(await DevelopmentBroker.StartAsync(new BrokerOptions { Topology = BrokerTopology.Parse(topology) }), host, settings);
        await ingestor.StartAgainAsync();
        return ingestor;
    }

    public async Task StartAgainAsync()
    {
        _processes.Add(LocalProcess.Start(
            ["--port", "0", "--data", _data.FullName, "--service-bus", Broker.ConnectionString, .. _host.Options()],
            _settings));
        Match ready = await Process.WaitForLineAsync(Ready());
        Webhook = new Uri(ready.Groups["url"].Value);
    }

    /// <summary>Until the result is disposed, the app can read its store and not write to it.</summary>
    public SqliteConnection LockStore()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(_data.FullName, "humanos.db")};Pooling=False");
        connection.Open();
        using SqliteCommand begin = connection.CreateCommand();
        begin.CommandText = "BEGIN EXCLUSIVE";
        begin.ExecuteNonQuery();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Sender.Dispose();
        foreach (LocalProcess process in _processes)
        {
            await process.DisposeAsync();
        }

        await Broker.DisposeAsync();
        _data.Delete(recursive: true);
    }

    [GeneratedRegex(@"^ready (?<url>http://127\.0\.0\.1:\d+/api/webhook) ")]
    private static partial Regex Ready();
}
