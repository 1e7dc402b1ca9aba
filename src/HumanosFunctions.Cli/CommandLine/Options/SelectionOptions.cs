using System.CommandLine;
using System.CommandLine.Parsing;

namespace HumanosFunctions.Cli.CommandLine.Options;

/// <summary>The items that a command is for: items on the command line, or <c>--all</c>.</summary>
/// <param name="items">The argument for the items.</param>
/// <param name="all">The description of <c>--all</c>.</param>
/// <param name="mistake">What to say if a command line has both or neither.</param>
internal sealed class SelectionOptions<T>(Argument<T[]> items, string all, string mistake)
{
    private readonly Option<bool> _all = new("--all") { Description = all };

    /// <param name="command">The command.</param>
    /// <param name="isFiltered">Whether the command line has a filter, which selects as well.</param>
    public void AddTo(Command command, Func<CommandResult, bool> isFiltered)
    {
        command.Arguments.Add(items);
        command.Options.Add(_all);
        // An item together with --all is more likely a mistake than intended.
        command.Validators.Add(parsed => parsed.Refuse(() => Problem(parsed, isFiltered(parsed))));
    }

    /// <summary>Empty with <c>--all</c> or a filter.</summary>
    public IReadOnlyList<T> Items(ParseResult parsed) => parsed.GetValue(items) ?? [];

    private string? Problem(CommandResult parsed, bool isFiltered) => (parsed.GetValue(items) is { Length: > 0 }, parsed.GetValue(_all), isFiltered) switch
    {
        (true, true, _) or (false, false, false) => mistake,
        (true, false, true) => $"Give {items.Name}, or a filter such as --reason, not both.",
        _ => null,
    };
}
