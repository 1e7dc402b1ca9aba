using System.CommandLine;

namespace HumanosFunctions.Cli.Archive;

/// <summary>What becomes of events of which an interruption left open whether they were sent.</summary>
internal enum InterruptedEvents
{
    /// <summary>They are sent again while the broker recognizes those that it has taken. Later, the command stops.</summary>
    Decide,
    Send,
    Skip,
}

/// <summary>The option <c>--interrupted</c>.</summary>
internal sealed class InterruptedOption
{
    public const string Name = "--interrupted";

    private readonly Option<InterruptedEvents?> _interrupted = new(Name)
    {
        Description = "After an interruption, for the events of which it is not known whether they were sent: send them again, or skip them.",
    };

    public void AddTo(Command command)
    {
        _interrupted.AcceptOnlyFromAmong("send", "skip");
        command.Options.Add(_interrupted);
    }

    public InterruptedEvents Read(ParseResult parsed) => parsed.GetValue(_interrupted) ?? InterruptedEvents.Decide;
}
