using System.CommandLine;
using System.CommandLine.Parsing;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.CommandLine.Options;

namespace HumanosFunctions.Cli.Quarantine;

/// <summary>The options that limit a command to some deliveries. What an unreadable delivery is about is not known.</summary>
internal sealed class QuarantineFilterOptions
{
    private readonly CommonFilterOptions _common = new();

    public void AddTo(Command command)
    {
        foreach (Option option in _common.All)
        {
            command.Options.Add(option);
        }

        command.Validators.Add(parsed => parsed.Refuse(() => _common.Problem(parsed)));
    }

    public bool IsGiven(CommandResult parsed) => _common.All.Any(option => parsed.IsGiven(option));

    public QuarantineFilter Read(ParseResult parsed) => new(_common.Reason(parsed), _common.Range(parsed));
}

/// <summary>Which deliveries a command is limited to.</summary>
internal sealed record QuarantineFilter(string? Reason, TimeRange Range)
{
    public static QuarantineFilter None { get; } = new(null, new TimeRange(null, null));

    public bool IsEverything => Reason is null && Range.IsEverything;

    /// <summary>A delivery without a header has no time.</summary>
    public bool Matches(QuarantinedFacts kept) =>
        (Reason is null || string.Equals(Reason, kept.Reason, StringComparison.OrdinalIgnoreCase))
        && (Range.IsEverything || (kept.Header is { } header && Range.Contains(header.ReceivedAt)));
}
