using System.CommandLine;
using System.CommandLine.Parsing;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.Development;

namespace HumanosFunctions.Cli.Quarantine;

/// <summary>The options that say which quarantine is meant, the same for every command of it.</summary>
internal sealed class PlaceOptions
{
    private readonly Option<DirectoryInfo> _data = new("--data")
    {
        Description = "Folder of the local ingestor's data.",
        DefaultValueFactory = _ => new DirectoryInfo(LocalIngestor.DefaultData),
    };

    private readonly Option<int> _amqpPort = NumberOption.PortToCall("--amqp-port", "Service Bus port of the local ingestor.", LocalIngestor.DefaultAmqpPort);

    private readonly Option<string?> _namespace = AzureNamespace.Option();
    private readonly Option<string?> _storage = new("--storage") { Description = "In Azure: the app's storage account." };
    private readonly Option<Uri?> _vault = new("--vault") { Description = "In Azure: the vault's address.", CustomParser = WebAddress.Read };

    public PlaceOptions() => _storage.Validators.Add(parsed =>
    {
        if (parsed.GetValue(_storage) is not { Length: > 0 } name || !name.All(char.IsAsciiLetterOrDigit))
        {
            parsed.AddError("--storage takes the account's name alone.");
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

    private QuarantinePlace Read(ParseResult parsed) => new(
        parsed.GetValue(_data)!, parsed.GetValue(_amqpPort), parsed.GetValue(_namespace), parsed.GetValue(_storage), parsed.GetValue(_vault));
}
