using System.CommandLine;
using System.CommandLine.Parsing;

namespace HumanosFunctions.Cli.CommandLine;

/// <summary>What every command that deletes for good asks for: how old, and whether it is really meant.</summary>
internal sealed class PurgeOptions
{
    private readonly Option<TimeSpan?> _olderThan = new("--older-than")
    {
        Description = "Only what came longer ago: 90s, 15m, 12h, 7d or 1.12:00:00.",
        CustomParser = ReadSpan,
    };

    private readonly Option<bool> _yes = new("--yes") { Description = "Deletes; without it the command tells what it would delete." };

    public void AddTo(Command command)
    {
        command.Options.Add(_olderThan);
        command.Options.Add(_yes);
    }

    /// <summary>Null where age does not matter.</summary>
    public TimeSpan? OlderThan(ParseResult parsed) => parsed.GetValue(_olderThan);

    public bool IsConfirmed(ParseResult parsed) => parsed.GetValue(_yes);

    /// <summary>What is said in place of deleting.</summary>
    public static string Foretell(string place, int chosen, int younger, int missing) =>
        $"{place}: {chosen} would be deleted, {younger} are younger, {missing} are not there. Add --yes to delete them.";

    private static TimeSpan? ReadSpan(ArgumentResult argument)
    {
        string text = argument.Tokens.Count == 1 ? argument.Tokens[0].Value : "";
        if (DurationText.TryParse(text, out TimeSpan span))
        {
            return span;
        }

        argument.AddError("--older-than takes a span of time such as 90s, 15m, 12h, 7d or 1.12:00:00.");
        return null;
    }
}
