using System.CommandLine;

namespace HumanosFunctions.Cli.CommandLine;

/// <summary>The items that a command is for: items on the command line, or <c>--all</c>.</summary>
/// <param name="items">The argument for the items.</param>
/// <param name="all">The description of <c>--all</c>.</param>
/// <param name="mistake">What to say if a command line has both or neither.</param>
internal sealed class SelectionOptions<T>(Argument<T[]> items, string all, string mistake)
{
    private readonly Option<bool> _all = new("--all") { Description = all };

    public void AddTo(Command command)
    {
        command.Arguments.Add(items);
        command.Options.Add(_all);
        // An item together with --all is more likely a mistake than intended.
        command.Validators.Add(parsed => parsed.Refuse(() => parsed.GetValue(_all) == (parsed.GetValue(items) is { Length: > 0 }) ? mistake : null));
    }

    /// <summary>Empty with <c>--all</c>.</summary>
    public IReadOnlyList<T> Items(ParseResult parsed) => parsed.GetValue(items) ?? [];

    public bool IsAll(ParseResult parsed) => parsed.GetValue(_all);
}
