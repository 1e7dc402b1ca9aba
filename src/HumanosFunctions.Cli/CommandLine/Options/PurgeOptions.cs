using System.CommandLine;
using System.CommandLine.Parsing;

namespace HumanosFunctions.Cli.CommandLine.Options;

/// <summary>The options of each command that deletes: the minimum age, and the confirmation.</summary>
internal sealed class PurgeOptions
{
    private readonly Option<TimeSpan?> _olderThan = new("--older-than")
    {
        Description = "Only items that are older: 90s, 15m, 12h, 7d or 1.12:00:00.",
        CustomParser = ReadSpan,
    };

    private readonly DryRunOption _dryRun = new();

    private readonly Option<bool> _yes = new("--yes") { Description = "Deletes. Without it, the command reports what it would delete." };

    public void AddTo(Command command)
    {
        command.Options.Add(_olderThan);
        command.Options.Add(_yes);
        _dryRun.AddTo(command);
        command.Validators.Add(parsed => parsed.Refuse(() => parsed.IsGiven(_yes) && _dryRun.IsGiven(parsed) ? "Give --dry-run or --yes, not both." : null));
    }

    /// <summary>Null if the age does not matter.</summary>
    public TimeSpan? OlderThan(ParseResult parsed) => parsed.GetValue(_olderThan);

    public bool IsConfirmed(ParseResult parsed) => parsed.GetValue(_yes);

    public bool IsDryRun(ParseResult parsed) => _dryRun.Read(parsed);

    /// <summary>The report of a run without <c>--yes</c>.</summary>
    public static string Preview(string place, int chosen, int younger, int missing) =>
        $"{place}: {chosen} would be deleted, {younger} are younger, {missing} are not there. Add --yes to delete them.";

    private static TimeSpan? ReadSpan(ArgumentResult argument)
    {
        string text = argument.Tokens.Count == 1 ? argument.Tokens[0].Value : "";
        if (DurationText.TryParse(text, out TimeSpan span))
        {
            return span;
        }

        argument.AddError("--older-than takes a duration such as 90s, 15m, 12h, 7d or 1.12:00:00.");
        return null;
    }
}
