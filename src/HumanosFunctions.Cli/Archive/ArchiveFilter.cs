using System.CommandLine;
using System.CommandLine.Parsing;
using HumanosFunctions.Archive;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.CommandLine.Options;
using HumanosFunctions.Publishing;

namespace HumanosFunctions.Cli.Archive;

/// <summary>The options that select events of the archive.</summary>
internal sealed class ArchiveFilterOptions
{
    private readonly TimeRangeOptions _range = new();
    private readonly Option<string?> _type = new("--type") { Description = "Only events of this type or subject; case does not matter." };
    private readonly Option<string?> _request = new("--request") { Description = "Only events of this request." };
    private readonly Option<string?> _issuer = new("--issuer") { Description = "Only events of this issuer." };
    private readonly Option<string?> _event = new("--event") { Description = "Only the event with this id, or the beginning of it." };

    private IEnumerable<Option> All => [.. _range.All, _type, _request, _issuer, _event];

    public void AddTo(Command command)
    {
        foreach (Option option in All)
        {
            command.Options.Add(option);
        }

        command.Validators.Add(parsed => parsed.Refuse(() => _range.Problem(parsed)));
    }

    public bool IsGiven(CommandResult parsed) => All.Any(option => parsed.IsGiven(option));

    public ArchiveFilter Read(ParseResult parsed)
    {
        TimeRange range = _range.Read(parsed);
        return new ArchiveFilter(range.From, range.To, parsed.GetValue(_type), parsed.GetValue(_request), parsed.GetValue(_issuer), parsed.GetValue(_event));
    }

    /// <summary>The filter as it is on the command line, so that a repeated command has the same text.</summary>
    public string Text(ParseResult parsed) => string.Join(
        ' ', All.Select(option => parsed.GetResult(option)).OfType<OptionResult>().SelectMany(result => result.Tokens.Select(token => token.Value).Prepend(result.Option.Name)));
}

/// <summary>Which events of the archive a command is for. Null does not limit them.</summary>
internal sealed record ArchiveFilter(DateTimeOffset? From, DateTimeOffset? To, string? Type, string? Request, string? Issuer, string? Event)
{
    /// <summary>The names of objects begin with this text.</summary>
    public string IdBeginning => Event is null ? "" : Event.All(char.IsAsciiHexDigitLower) ? Event : ArchiveName.IdOf(Event);

    public bool Matches(ArchiveHeader header) =>
        (Type is null || Is(header.Text(EventProperties.Type), Type) || Is(header.Subject, Type))
        && (Request is null || header.Text(EventProperties.Subject) == Request || header.CorrelationId == Request)
        && (Issuer is null || header.Text(EventProperties.Source) == Issuer);

    /// <summary>Reads what matches and what is damaged or missing, hour by hour.</summary>
    public async IAsyncEnumerable<ArchiveReading> ReadAsync(
        EventArchive archive, ProgressLine progress, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int read = 0;
        await foreach (ArchiveReading reading in archive.ReadAllAsync(From, To, IdBeginning, cancellationToken))
        {
            progress.Show(++read);
            if (reading is not ArchiveReading.Found found || Matches(found.Event.Header))
            {
                yield return reading;
            }
        }
    }

    private static bool Is(string? text, string expected) => string.Equals(text, expected, StringComparison.OrdinalIgnoreCase);
}
