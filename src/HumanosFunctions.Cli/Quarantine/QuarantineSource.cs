using System.CommandLine;
using System.CommandLine.Parsing;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.Development;
using HumanosFunctions.Connections;
using HumanosFunctions.Storage;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Cli.Quarantine;

/// <summary>The options that all commands for the quarantine share: where the quarantine is.</summary>
internal sealed class QuarantineSourceOptions
{
    private readonly Option<DirectoryInfo> _data = new("--data")
    {
        Description = "Folder of the local ingestor's data.",
        DefaultValueFactory = _ => new DirectoryInfo(LocalIngestor.DefaultData),
    };

    private readonly Option<int> _amqpPort = NumberOption.PortToCall("--amqp-port", "Service Bus port of the local ingestor.", LocalIngestor.CurrentAmqpPort);

    private readonly Option<string?> _namespace = AzureNamespace.Option();
    private readonly Option<string?> _storage = new("--storage") { Description = "In Azure: the name of the app's storage account." };
    private readonly Option<Uri?> _vault = new("--vault") { Description = "In Azure: the address of the key vault.", CustomParser = WebAddress.Read };

    public QuarantineSourceOptions() => _storage.Validators.Add(parsed =>
    {
        if (parsed.GetValue(_storage) is not { Length: > 0 } name || !name.All(char.IsAsciiLetterOrDigit))
        {
            parsed.AddError("--storage takes the name of the account only.");
        }
    });

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _data, _amqpPort, _namespace, _storage, _vault })
        {
            command.Options.Add(option);
        }

        command.Validators.Add(parsed => parsed.Refuse(() => Problem(parsed)));
    }

    private string? Problem(CommandResult parsed)
    {
        bool isAzure = parsed.IsGiven(_namespace) || parsed.IsGiven(_storage) || parsed.IsGiven(_vault);
        return isAzure && (parsed.IsGiven(_data) || parsed.IsGiven(_amqpPort)) ? "Give --data and --amqp-port for the local ingestor, or --storage, --namespace and --vault for one in Azure."
            : isAzure ? null
            : DataFolder.ProblemOfReading(parsed.IsGiven(_data) ? parsed.GetValue(_data)! : new DirectoryInfo(LocalIngestor.DefaultData));
    }

    public QuarantineRun RunOf(ParseResult parsed) => new(Read(parsed), parsed.InvocationConfiguration.Error);

    public QuarantineSource Read(ParseResult parsed) => new(
        parsed.GetValue(_data)!, parsed.GetValue(_amqpPort), parsed.GetValue(_namespace), parsed.GetValue(_storage), parsed.GetValue(_vault));
}

/// <summary>The quarantine of the local ingestor or, with a storage account, of a deployed one.</summary>
internal sealed record QuarantineSource(DirectoryInfo Data, int AmqpPort, string? Namespace, string? Storage, Uri? Vault)
{
    public bool IsAzure => Namespace is not null || Storage is not null || Vault is not null;

    /// <summary>The option that is missing, or null. Each command needs the storage account; a replay needs the other two as well.</summary>
    public string? Missing(bool forReplay) =>
        !IsAzure ? null
        : Storage is null ? "--storage"
        : forReplay && Namespace is null ? "--namespace"
        : forReplay && Vault is null ? "--vault"
        : null;

    /// <summary>The app's settings for this quarantine.</summary>
    public IConfiguration Configure() => IsAzure ? Azure() : Local();

    // Without the local settings, whose secrets must not be used with a vault. The options override connection strings and
    // addresses in the environment.
    private IConfiguration Azure() => new ConfigurationBuilder()
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
            // Not known here. A replay then does what is necessary without an archive, and unnecessary with one.
            ["Humanos:ArchiveDays"] = "0",
        })
        .Build();

    private IConfiguration Local() => new ConfigurationBuilder()
        .AddInMemoryCollection(LocalIngestor.Defaults)
        .AddConfiguration(LocalSettings.Read(OutputFiles.LocalSettings))
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            [ServiceBusConnection.Name] = LocalIngestor.ServiceBusOn(AmqpPort),
            ["Humanos:BodyFolder"] = LocalIngestor.BodyFolder(Data),
            ["Humanos:SqlitePath"] = Path.Combine(Data.FullName, "humanos.db"),
        })
        .Build();
}
