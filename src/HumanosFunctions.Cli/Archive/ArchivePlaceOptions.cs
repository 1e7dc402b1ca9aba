using System.CommandLine;
using System.CommandLine.Parsing;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.Development;
using HumanosFunctions.Cli.Quarantine;
using Microsoft.Extensions.Configuration;

namespace HumanosFunctions.Cli.Archive;

/// <summary>The options of all commands that read the archive: where it is.</summary>
internal sealed class ArchivePlaceOptions
{
    private readonly Option<DirectoryInfo> _data = new("--data")
    {
        Description = "Folder of the local ingestor's data.",
        DefaultValueFactory = _ => new DirectoryInfo(LocalIngestor.DefaultData),
    };

    private readonly Option<string?> _storage = new("--storage") { Description = "In Azure: the name of the app's storage account." };
    private readonly Option<Uri?> _vault = new("--vault") { Description = "In Azure: the address of the key vault.", CustomParser = WebAddress.Read };

    public ArchivePlaceOptions() => _storage.Validators.Add(parsed =>
    {
        if (parsed.GetValue(_storage) is not { Length: > 0 } name || !name.All(char.IsAsciiLetterOrDigit))
        {
            parsed.AddError("--storage takes the name of the account only.");
        }
    });

    /// <param name="command">The command.</param>
    /// <param name="withVault">Whether the command also needs the secrets of the ingestor.</param>
    /// <param name="isNeeded">Whether the parsed command reads the archive at all; null is always.</param>
    public void AddTo(Command command, bool withVault = false, Func<CommandResult, bool>? isNeeded = null)
    {
        command.Options.Add(_data);
        command.Options.Add(_storage);
        if (withVault)
        {
            command.Options.Add(_vault);
        }

        command.Validators.Add(parsed => parsed.Refuse(() => isNeeded?.Invoke(parsed) == false ? null : Problem(parsed, withVault)));
    }

    public ArchivePlace Read(ParseResult parsed, bool withVault = false) =>
        new(parsed.GetValue(_data)!, parsed.GetValue(_storage), withVault ? parsed.GetValue(_vault) : null);

    private string? Problem(CommandResult parsed, bool withVault)
    {
        bool hasVault = withVault && parsed.IsGiven(_vault);
        return parsed.IsGiven(_data) && (parsed.IsGiven(_storage) || hasVault) ? "Give --data for the local ingestor, or --storage for one in Azure."
            : withVault && hasVault != parsed.IsGiven(_storage) ? "--storage and --vault go together: an ingestor in Azure has both."
            : parsed.IsGiven(_storage) ? null
            : DataFolder.ProblemOfReading(parsed.IsGiven(_data) ? parsed.GetValue(_data)! : new DirectoryInfo(LocalIngestor.DefaultData));
    }
}

/// <summary>The archive of the local ingestor or, with a storage account, of a deployed one.</summary>
internal sealed record ArchivePlace(DirectoryInfo Data, string? Storage, Uri? Vault)
{
    public bool IsAzure => Storage is not null;

    /// <summary>Where a command keeps files of its own.</summary>
    public DirectoryInfo WorkFolder => IsAzure ? new DirectoryInfo(Environment.CurrentDirectory) : Data;

    /// <summary>The app's settings for this ingestor, with others on top.</summary>
    public IConfiguration Configure(params (string Key, string? Value)[] settings) => new ConfigurationBuilder()
        .AddConfiguration(new QuarantineSource(Data, LocalIngestor.CurrentAmqpPort, Namespace: null, Storage, Vault).Configure())
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)))
        .Build();
}
