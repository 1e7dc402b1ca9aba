using HumanosFunctions.Cli.Development;
using HumanosFunctions.Connections;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Cli.Ingestor;

/// <summary>The local ingestor or, if a part in Azure is given, one in Azure.</summary>
internal sealed record IngestorPlace(DirectoryInfo Data, int AmqpPort, string? Namespace, string? Storage, Uri? Vault)
{
    public bool IsAzure => Namespace is not null || Storage is not null || Vault is not null;

    /// <summary>Where a command keeps files of its own.</summary>
    public DirectoryInfo WorkFolder => IsAzure ? new DirectoryInfo(Environment.CurrentDirectory) : Data;

    /// <summary>The app's settings for this ingestor, with others on top.</summary>
    public IConfiguration Configure(params (string Key, string? Value)[] settings) => (IsAzure ? Azure() : Local())
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)))
        .Build();

    // Without the local settings, whose secrets must not be used with a vault. The options override connection strings and
    // addresses in the environment.
    private IConfigurationBuilder Azure() => new ConfigurationBuilder()
        .AddInMemoryCollection(LocalIngestor.Defaults)
        .AddEnvironmentVariables()
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            [StorageConnection.Name] = null,
            [$"{StorageConnection.Name}:blobServiceUri"] = null,
            [$"{StorageConnection.Name}:tableServiceUri"] = null,
            [$"{StorageConnection.Name}:accountName"] = Storage,
            [ServiceBusConnection.Name] = null,
            [$"{ServiceBusConnection.Name}:fullyQualifiedNamespace"] = Namespace,
            ["Humanos:KeyVaultUri"] = Vault?.AbsoluteUri,
            ["Humanos:Bodies"] = "blobs",
            ["Humanos:Store"] = "tables",
        });

    private IConfigurationBuilder Local() => new ConfigurationBuilder()
        .AddInMemoryCollection(LocalIngestor.Defaults)
        .AddConfiguration(LocalSettings.Read(OutputFiles.LocalSettings))
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            [ServiceBusConnection.Name] = LocalIngestor.ServiceBusOn(AmqpPort),
            ["Humanos:BodyFolder"] = LocalIngestor.BodyFolder(Data),
            ["Humanos:SqlitePath"] = Path.Combine(Data.FullName, "humanos.db"),
        });
}
