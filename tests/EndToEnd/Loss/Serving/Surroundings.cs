using Azure.Messaging.ServiceBus;
using LocalServiceBus;

namespace EndToEnd.Loss.Serving;

/// <summary>The app in a process of its own, and all that it depends on outside of it, where a test can lay hands on it.</summary>
internal sealed class Surroundings : IAsyncDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("humanos-loss-");

    public DevelopmentBroker Broker { get; private set; } = null!;

    public ManagedVault Vault { get; private set; } = null!;

    public RestartableApp App { get; private set; } = null!;

    public StoreFile Store { get; private set; } = null!;

    public ServiceBusClient ServiceBus { get; private set; } = null!;

    public AuditWitness Witness { get; private set; } = null!;

    public Uri Webhook { get; } = new($"http://127.0.0.1:{FreePort.Next()}/api/webhook");

    public static async Task<Surroundings> StartAsync()
    {
        var surroundings = new Surroundings();
        try
        {
            await surroundings.StartCoreAsync();
            return surroundings;
        }
        catch
        {
            await surroundings.DisposeAsync();
            throw;
        }
    }

    private async Task StartCoreAsync()
    {
        Broker = await DevelopmentBroker.StartAsync(new BrokerOptions { Topology = Topology() });
        Vault = await ManagedVault.StartAsync(_data);
        Store = new StoreFile(Path.Combine(_data.FullName, "humanos.db"));
        ServiceBus = new ServiceBusClient(Broker.ConnectionString);
        Witness = new AuditWitness(ServiceBus);
        App = new RestartableApp(
            ["--port", $"{Webhook.Port}", "--service-bus", Broker.ConnectionString, "--data", _data.FullName],
            new Dictionary<string, string?>(Vault.AppSettings)
            {
                ["Humanos__PublishTimeout"] = "00:00:03",
                ["Humanos__RetryDelay"] = "00:00:01",
            });
        await Witness.StartAsync();
        await App.StartAsync();
    }

    // A message that a killed app had in hand comes back after ten seconds, not after a minute.
    private static BrokerTopology Topology() => BrokerTopology.Parse(
        File.ReadAllText(RepositoryFiles.Path("infra", "servicebus.json")).Replace("\"PT1M\"", "\"PT10S\"", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable? part in new IAsyncDisposable?[] { App, Witness, ServiceBus, Vault, Broker })
        {
            if (part is not null)
            {
                await part.DisposeAsync();
            }
        }

        _data.Delete(recursive: true);
    }
}
