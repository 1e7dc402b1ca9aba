using System.CommandLine;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.DeadLetters;
using HumanosFunctions.Cli.Quarantine;
using HumanosFunctions.Cli.Sending;

namespace HumanosFunctions.Cli;

/// <summary>The commands of the tool <c>humanos</c>, which the development host has too.</summary>
internal static class OperatorCommandLine
{
    public static IEnumerable<Command> Commands() => [SendCommand.Build(), DeadLetterCommand.Build(), QuarantineCommand.Build()];

    /// <param name="arguments">As they were typed.</param>
    /// <param name="configuration">Where to write to; the console, where not given.</param>
    public static Task<int> RunAsync(string[] arguments, InvocationConfiguration? configuration = null) => Build().RunProgramAsync(arguments, configuration);

    private static RootCommand Build()
    {
        var root = new RootCommand("Sends sample deliveries; lists, replays and deletes dead letters and quarantined deliveries.");
        foreach (Command command in Commands())
        {
            root.Subcommands.Add(command);
        }

        return root;
    }
}
