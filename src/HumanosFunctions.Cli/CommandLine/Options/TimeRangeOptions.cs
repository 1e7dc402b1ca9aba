using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace HumanosFunctions.Cli.CommandLine.Options;

/// <summary>The options that limit a selection by time of arrival: <c>--from</c> and <c>--to</c>, or by their other names <c>--since</c> and <c>--until</c>.</summary>
internal sealed class TimeRangeOptions
{
    private readonly Option<DateTimeOffset?> _from =
        Time("--from", "--since", "Only what arrived at this time or later: a time such as 2026-06-01T12:00:00Z, or how long ago, such as 12h.");

    private readonly Option<DateTimeOffset?> _to = Time("--to", "--until", "Only what arrived before this time, in the same form.");

    public IEnumerable<Option> All => [_from, _to];

    public string? Problem(CommandResult parsed) => parsed.GetValue(_from) is { } from && parsed.GetValue(_to) is { } to && from >= to
        ? $"{NameOf(parsed.GetResult(_from)!)} takes a time before that of {NameOf(parsed.GetResult(_to)!)}."
        : null;

    public bool IsGiven(CommandResult parsed) => All.Any(parsed.IsGiven);

    public TimeRange Read(ParseResult parsed) => new(parsed.GetValue(_from), parsed.GetValue(_to));

    private static Option<DateTimeOffset?> Time(string name, string alias, string description) => new(name, alias)
    {
        Description = description,
        CustomParser = argument => Read(argument, argument.Parent is OptionResult option ? NameOf(option) : name),
    };

    // The name that the user knows.
    private static string NameOf(OptionResult option) => option.IdentifierToken?.Value ?? option.Option.Name;

    private static DateTimeOffset? Read(ArgumentResult argument, string name)
    {
        string text = argument.Tokens.Count == 1 ? argument.Tokens[0].Value : "";
        if (DurationText.TryParse(text, out TimeSpan ago))
        {
            return TimeProvider.System.GetUtcNow() - ago;
        }

        // A year at least: everything else is more likely a duration with a typing error.
        if (text.Length >= "2026-06-01".Length && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
        {
            return time;
        }

        argument.AddError($"{name} takes a time such as 2026-06-01T12:00:00Z, or a duration such as 90s, 15m, 12h or 7d.");
        return null;
    }
}

/// <summary>From a time on, and before another one.</summary>
internal sealed record TimeRange(DateTimeOffset? From, DateTimeOffset? To)
{
    public bool IsEverything => From is null && To is null;

    public bool Contains(DateTimeOffset time) => !(time < From) && !(time >= To);
}
