using Azure.Messaging.ServiceBus;
using HumanosFunctions.Secrets;
using LocalServiceBus;
using Testing.Vault;

namespace EndToEnd.Loss.Serving;

/// <summary>The app in a separate process, and everything outside it that it depends on, under the control of the test.</summary>
internal sealed class Surroundings : IAsyncDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("humanos-loss-");

    public DevelopmentBroker Broker { get; private set; } = null!;

    public VaultSurroundings Vault { get; private set; } = null!;

    public RestartableApp App { get; private set; } = null!;

    public StoreFile Store { get; private set; } = null!;

    public string ArchiveFolder => Path.Combine(_data.FullName, "bodies", "archive");

    public ServiceBusClient ServiceBus { get; private set; } = null!;

    public AuditWitness Witness { get; private set; } = null!;

    public Uri Webhook { get; } = new($"http://127.0.0.1:{LastingPort.Next()}/api/webhook");

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
        Broker = await DevelopmentBroker.StartAsync(new BrokerOptions { Port = LastingPort.Next(), Topology = Topology() });
        Vault = await VaultSurroundings.StartAsync();
        PutSecrets(Vault.Vault.Secrets);
        Store = new StoreFile(Path.Combine(_data.FullName, "humanos.db"));
        ServiceBus = new ServiceBusClient(Broker.ConnectionString);
        Witness = new AuditWitness(ServiceBus, Path.Combine(_data.FullName, "bodies", "claim-check"));
        App = new RestartableApp(
            ["--port", $"{Webhook.Port}", "--service-bus", Broker.ConnectionString, "--data", _data.FullName],
            Environment());
        await Witness.StartAsync();
        await App.StartAsync();
    }

    /// <summary>Puts a file where the archive begins its files, so that none can be begun.</summary>
    public Task BlockArchive()
    {
        Directory.CreateDirectory(ArchiveFolder);
        if (Directory.Exists(Unfinished))
        {
            Directory.Move(Unfinished, $"{Unfinished}-aside");
        }

        return File.WriteAllTextAsync(Unfinished, "");
    }

    public Task UnblockArchive()
    {
        File.Delete(Unfinished);
        if (Directory.Exists($"{Unfinished}-aside"))
        {
            Directory.Delete($"{Unfinished}-aside", recursive: true);
        }

        return Task.CompletedTask;
    }

    private string Unfinished => Path.Combine(ArchiveFolder, ".unfinished");

    // Secrets count for three seconds after they were read, so that an outage of the vault is felt. Where no process can
    // be made to trust the vault, the app has the same secrets in plain settings, and no such outage.
    private Dictionary<string, string?> Environment() => new(VaultSurroundings.ArePossible ? Vault.Environment : [])
    {
        ["Humanos__SecretRefresh"] = "00:00:01",
        ["Humanos__PreviousSecretGrace"] = "00:00:02",
        ["Humanos__PublishTimeout"] = "00:00:03",
        ["Humanos__RetryDelay"] = "00:00:01",
    };

    private static void PutSecrets(VaultContents vault)
    {
        DateTimeOffset longAgo = DateTimeOffset.UtcNow.AddDays(-30);
        vault.Put(VaultReader.SignatureSecretName, new VaultVersion("only", Sender.SignatureSecret, longAgo));
        vault.Put(VaultReader.EncryptionSecretName, new VaultVersion("only", Sender.EncryptionSecret, longAgo));
        vault.Put(VaultReader.EncryptionSaltName, new VaultVersion("only", Sender.EncryptionSalt, longAgo));
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
