using System.CommandLine;
using HumanosFunctions.Cli.CommandLine;

namespace HumanosFunctions.Cli.Quarantine;

/// <summary>Names or <c>--all</c>, and never neither by mistake.</summary>
internal sealed class SelectionOptions
{
    private readonly Argument<string[]> _names = new("NAME") { Description = "As listed.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _all = new("--all") { Description = "Everything that is kept." };

    public void AddTo(Command command)
    {
        command.Arguments.Add(_names);
        command.Options.Add(_all);
        command.Validators.Add(parsed => parsed.Refuse(() => parsed.GetValue(_all) == (parsed.GetValue(_names) is { Length: > 0 }) ? "Give names, or --all." : null));
    }

    public Selection Read(ParseResult parsed) => new(parsed.GetValue(_names) ?? [], parsed.GetValue(_all));
}
