using System.CommandLine;

namespace HumanosFunctions.Local.Commands.Quarantine;

/// <summary>The options that say which quarantine is meant, the same for every command of it.</summary>
internal sealed class PlaceOptions
{
    private readonly Option<DirectoryInfo> _data = new("--data")
    {
        Description = "Folder of the local ingestor's data.",
        DefaultValueFactory = _ => new DirectoryInfo(LocalCommandLine.DefaultData),
    };

    private readonly Option<int> _amqpPort = new("--amqp-port")
    {
        Description = "Service Bus port of the local ingestor.",
        DefaultValueFactory = _ => LocalCommandLine.DefaultAmqpPort,
    };

    private readonly Option<string?> _namespace = AzureNamespace.Option();
    private readonly Option<string?> _storage = new("--storage") { Description = "In Azure: the app's storage account." };
    private readonly Option<Uri?> _vault = new("--vault") { Description = "In Azure: the vault's address.", CustomParser = WebAddress.Read };

    public PlaceOptions() => _storage.Validators.Add(parsed =>
    {
        if (parsed.GetValue(_storage)?.All(char.IsAsciiLetterOrDigit) == false)
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
    }

    public QuarantineRun RunOf(ParseResult parsed) => new(Read(parsed), parsed.InvocationConfiguration.Error);

    private QuarantinePlace Read(ParseResult parsed) => new(
        parsed.GetValue(_data)!, parsed.GetValue(_amqpPort), parsed.GetValue(_namespace), parsed.GetValue(_storage), parsed.GetValue(_vault));
}
