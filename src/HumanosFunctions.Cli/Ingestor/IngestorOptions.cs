using System.CommandLine;
using System.CommandLine.Parsing;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.CommandLine.Options;
using HumanosFunctions.Cli.Development;

namespace HumanosFunctions.Cli.Ingestor;

/// <summary>What an ingestor in Azure consists of, as far as the commands are concerned.</summary>
[Flags]
internal enum AzureParts
{
    None = 0,

    /// <summary>The storage account: archive, state, quarantine and claim checks.</summary>
    Storage = 1,

    /// <summary>The Service Bus namespace.</summary>
    Namespace = 2,

    /// <summary>The key vault with the secrets.</summary>
    Vault = 4,

    All = Storage | Namespace | Vault,
}

/// <summary>The options that say which ingestor a command works on: the local one, or one in Azure.</summary>
/// <param name="offered">The parts that the command line has options for.</param>
internal sealed class IngestorOptions(AzureParts offered)
{
    private readonly Option<DirectoryInfo> _data = Data();

    private readonly Option<int> _amqpPort = NumberOption.PortToCall("--amqp-port", "Service Bus port of the local ingestor.", LocalIngestor.CurrentAmqpPort);

    private readonly Option<string?> _storage = new("--storage") { Description = "In Azure: the name of the app's storage account.", CustomParser = ReadAccount };
    private readonly Option<string?> _namespace = AzureNamespace.Option();
    private readonly Option<Uri?> _vault = new("--vault") { Description = "In Azure: the address of the key vault.", CustomParser = WebAddress.Read };

    private Option[] Local => offered.HasFlag(AzureParts.Namespace) ? [_data, _amqpPort] : [_data];

    private IEnumerable<(AzureParts Part, Option Option)> Azure =>
        new (AzureParts Part, Option Option)[] { (AzureParts.Storage, _storage), (AzureParts.Namespace, _namespace), (AzureParts.Vault, _vault) }
            .Where(one => offered.HasFlag(one.Part));

    public static Option<DirectoryInfo> Data() => new("--data")
    {
        Description = "Folder of the local ingestor's data.",
        DefaultValueFactory = _ => new DirectoryInfo(LocalIngestor.DefaultData),
    };

    /// <param name="command">The command.</param>
    /// <param name="needed">The parts that the parsed command needs, or null if it uses no ingestor at all. Without it, the command needs all that are offered.</param>
    public void AddTo(Command command, Func<CommandResult, AzureParts?>? needed = null)
    {
        foreach (Option option in Local.Concat(Azure.Select(one => one.Option)))
        {
            command.Options.Add(option);
        }

        command.Validators.Add(parsed => parsed.Refuse(() => (needed is null ? offered : needed(parsed)) is { } parts ? Problem(parsed, parts) : null));
    }

    public IngestorPlace Read(ParseResult parsed) => new(
        parsed.GetValue(_data)!,
        offered.HasFlag(AzureParts.Namespace) ? parsed.GetValue(_amqpPort) : LocalIngestor.CurrentAmqpPort,
        offered.HasFlag(AzureParts.Namespace) ? parsed.GetValue(_namespace) : null,
        offered.HasFlag(AzureParts.Storage) ? parsed.GetValue(_storage) : null,
        offered.HasFlag(AzureParts.Vault) ? parsed.GetValue(_vault) : null);

    private string? Problem(CommandResult parsed, AzureParts needed)
    {
        bool isAzure = Azure.Any(one => parsed.IsGiven(one.Option));
        return isAzure && Local.Any(parsed.IsGiven) ? $"Give {Names(Local)} for the local ingestor, or {Names(Azure.Select(one => one.Option))} for one in Azure."
            : !isAzure ? DataFolder.ProblemOfReading(parsed.IsGiven(_data) ? parsed.GetValue(_data)! : new DirectoryInfo(LocalIngestor.DefaultData))
            : Azure.FirstOrDefault(one => needed.HasFlag(one.Part) && !parsed.IsGiven(one.Option)).Option is { } missing ? $"{missing.Name} is missing: for an ingestor in Azure this command needs it."
            : null;
    }

    private static string Names(IEnumerable<Option> options) => options.Select(option => option.Name).ToArray() switch
    {
        [var only] => only,
        [.. var first, var last] => $"{string.Join(", ", first)} and {last}",
        _ => string.Empty,
    };

    private static string? ReadAccount(ArgumentResult argument)
    {
        string text = argument.Tokens.Count == 1 ? argument.Tokens[0].Value : "";
        if (text.Length > 0 && text.All(char.IsAsciiLetterOrDigit))
        {
            return text;
        }

        argument.AddError("--storage takes the name of the account only.");
        return null;
    }
}
