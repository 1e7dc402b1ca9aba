using HumanosFunctions.Connections;
using HumanosFunctions.Local.Hosting;
using LocalServiceBus;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Local.Commands.Quarantine;

/// <summary>Which quarantine: that of the local ingestor or, with a storage account named, that of a deployed one.</summary>
internal sealed record QuarantinePlace(DirectoryInfo Data, int AmqpPort, string? Namespace, string? Storage, Uri? Vault)
{
    private bool IsAzure => Namespace is not null || Storage is not null || Vault is not null;

    /// <summary>The option that is missing, or null: the containers are in the account, and replaying needs the other two as well.</summary>
    public string? Missing(bool forReplay) =>
        !IsAzure ? null
        : Storage is null ? "--storage"
        : forReplay && Namespace is null ? "--namespace"
        : forReplay && Vault is null ? "--vault"
        : null;

    /// <summary>The app's own settings for that place.</summary>
    public IConfiguration Configure() => IsAzure ? Azure() : Local();

    // The local settings hold secrets of their own, which must not stand beside a vault. What the options name goes before
    // any connection string or address in the environment.
    private IConfiguration Azure() => new ConfigurationBuilder()
        .AddInMemoryCollection(LocalData.Defaults)
        .AddEnvironmentVariables()
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            [StorageConnection.Name] = null,
            [$"{StorageConnection.Name}:blobServiceUri"] = null,
            [$"{StorageConnection.Name}:accountName"] = Storage,
            [ServiceBusConnection.Name] = null,
            [$"{ServiceBusConnection.Name}:fullyQualifiedNamespace"] = Namespace,
            ["Humanos:KeyVaultUri"] = Vault?.AbsoluteUri,
            ["Humanos:Bodies"] = "blobs",
        })
        .Build();

    private IConfiguration Local() => new ConfigurationBuilder()
        .AddInMemoryCollection(LocalData.Defaults)
        .AddConfiguration(LocalSettings.Read(OutputFiles.LocalSettings))
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            [ServiceBusConnection.Name] = DevelopmentBroker.ConnectionStringOn(AmqpPort),
            ["Humanos:BodyFolder"] = LocalData.BodyFolder(Data),
        })
        .Build();
}
