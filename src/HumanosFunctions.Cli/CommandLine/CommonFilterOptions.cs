using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace HumanosFunctions.Cli.CommandLine;

/// <summary>The options that limit a selection by reason and time of arrival.</summary>
internal sealed class CommonFilterOptions
{
    private readonly Option<string?> _reason = new("--reason") { Description = "Only those with this reason; case does not matter." };
    private readonly Option<DateTimeOffset?> _since = Time("--since", "Only those that arrived at this time or later: a time such as 2026-06-01T12:00:00Z, or how long ago, such as 12h.");
    private readonly Option<DateTimeOffset?> _until = Time("--until", "Only those that arrived before this time, in the same form.");

    public IEnumerable<Option> All => [_reason, _since, _until];

    public string? Problem(CommandResult parsed) =>
        parsed.GetValue(_since) is { } since && parsed.GetValue(_until) is { } until && since >= until ? "--since takes a time before that of --until." : null;

    public string? Reason(ParseResult parsed) => parsed.GetValue(_reason);

    public TimeRange Range(ParseResult parsed) => new(parsed.GetValue(_since), parsed.GetValue(_until));

    public static Option<DateTimeOffset?> Time(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = argument => Read(argument, name),
    };

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
internal sealed record TimeRange(DateTimeOffset? Since, DateTimeOffset? Until)
{
    public bool IsEverything => Since is null && Until is null;

    public bool Contains(DateTimeOffset time) => !(time < Since) && !(time >= Until);
}
