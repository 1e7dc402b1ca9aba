using System.CommandLine;
using System.CommandLine.Parsing;

namespace HumanosFunctions.Cli.CommandLine.Options;

/// <summary>The option to see what a command would do.</summary>
internal sealed class DryRunOption
{
    private readonly Option<bool> _option = new("--dry-run") { Description = "Lists what the command would do, and changes nothing." };

    public void AddTo(Command command) => command.Options.Add(_option);

    public bool IsGiven(CommandResult parsed) => parsed.IsGiven(_option) && parsed.GetValue(_option);

    public bool Read(ParseResult parsed) => parsed.GetValue(_option);
}
