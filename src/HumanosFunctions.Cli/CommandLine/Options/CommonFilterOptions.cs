using System.CommandLine;
using System.CommandLine.Parsing;

namespace HumanosFunctions.Cli.CommandLine.Options;

/// <summary>The options that limit a selection by reason and time of arrival.</summary>
internal sealed class CommonFilterOptions
{
    private readonly Option<string?> _reason = new("--reason") { Description = "Only those with this reason; case does not matter." };
    private readonly TimeRangeOptions _range = new();

    public IEnumerable<Option> All => [_reason, .. _range.All];

    public string? Problem(CommandResult parsed) => _range.Problem(parsed);

    public string? Reason(ParseResult parsed) => parsed.GetValue(_reason);

    public TimeRange Range(ParseResult parsed) => _range.Read(parsed);
}
