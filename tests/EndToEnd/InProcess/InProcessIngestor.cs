using Azure.Messaging.ServiceBus;
using EndToEnd.Serving;
using HumanosFunctions;
using HumanosFunctions.Cli.Development;
using HumanosFunctions.Connections;
using HumanosFunctions.Ingest;
using HumanosFunctions.Local.Hosting;
using HumanosFunctions.Local.Worker;
using LocalServiceBus;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace EndToEnd.InProcess;

/// <summary>
/// The same ingestor inside the test's process, so that a test can control the broker and the settings. The functions may run
/// in a worker process.
/// </summary>
public sealed class InProcessIngestor : IAsyncDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("humanos-inprocess-");
    private LocalFunctionsHost _host = null!;

    public DevelopmentBroker Broker { get; private set; } = null!;

    public Uri Webhook => new(Api, "webhook");

    public Uri Api => new(_host.BaseAddress, "api/");

    public HttpClient Http { get; } = PlainHttp.Client();

    public Sender Sender { get; } = new();

    /// <summary>Holds store and bodies.</summary>
    public DirectoryInfo Data => _data;

    public IServiceProvider Services => _host.Services;

    public static Task<InProcessIngestor> StartAsync(params (string Key, string Value)[] settings) => StartAsync(new InProcessChanges(), settings);

    public static Task<InProcessIngestor> StartAsync(FunctionsHost host, params (string Key, string Value)[] settings) =>
        StartAsync(new InProcessChanges { Host = host }, settings);

    public static async Task<InProcessIngestor> StartAsync(InProcessChanges changes, params (string Key, string Value)[] settings)
    {
        var ingestor = new InProcessIngestor();
        await ingestor.StartCoreAsync(changes, settings);
        return ingestor;
    }

    private async Task StartCoreAsync(InProcessChanges changes, (string Key, string Value)[] settings)
    {
        Broker = await DevelopmentBroker.StartAsync(new BrokerOptions { Topology = BrokerTopology.Load(RepositoryFiles.Path("infra", "servicebus.json")) });
        IConfiguration configuration = new ConfigurationBuilder()
            .AddConfiguration(LocalSettings.Read(RepositoryFiles.Path("local.settings.sample.json")))
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                [ServiceBusConnection.Name] = Broker.ConnectionString,
                ["Humanos:SqlitePath"] = Path.Combine(_data.FullName, "humanos.db"),
                ["Humanos:BodyFolder"] = Path.Combine(_data.FullName, "bodies"),
            })
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value))
            .Build();
        _host = await LocalFunctionsHost.StartAsync(new LocalFunctionsHostOptions
        {
            FunctionAssembly = typeof(ServiceRegistration).Assembly,
            Worker = changes.Host == FunctionsHost.Worker ? Worker(changes) : null,
            Configuration = configuration,
            HostJsonPath = RepositoryFiles.Path("host.json"),
            MaxBufferedBody = configuration.GetValue("Humanos:MaxBodyBytes", new IngestOptions().MaxBodyBytes),
            ConfigureServices = services =>
            {
                if (changes.Host == FunctionsHost.Worker)
                {
                    return;
                }

                changes.Services(services);
                services.AddHumanosFunctions(configuration);
                changes.Replaced(services);
            },
            ConfigureLogging = changes.Logging,
        });
    }

    private static WorkerOptions Worker(InProcessChanges changes)
    {
        var worker = new WorkerOptions { Folder = FunctionsHosts.WorkerFolder };
        return changes.MaxMessageBytes is { } bytes ? worker with { MaxMessageBytes = bytes } : worker;
    }

    public ServiceBusClient OpenClient() => new(Broker.ConnectionString);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Sender.Dispose();
        await _host.DisposeAsync();
        await Broker.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _data.Delete(recursive: true);
    }
}
