using System.CommandLine;
using HumanosFunctions.Cli.CommandLine;
using HumanosFunctions.Cli.DeadLetters;
using HumanosFunctions.Cli.Diagnosis;
using HumanosFunctions.Cli.Events;
using HumanosFunctions.Cli.Evidence;
using HumanosFunctions.Cli.Persons;
using HumanosFunctions.Cli.Quarantine;
using HumanosFunctions.Cli.Sending;
using HumanosFunctions.Cli.State;

namespace HumanosFunctions.Cli;

/// <summary>The commands of the tool <c>humanos</c>. The development host has the same commands.</summary>
internal static class OperatorCommandLine
{
    public static IEnumerable<Command> Commands() => [SendCommand.Build(), EventsCommand.Build(), DeadLetterCommand.Build(), QuarantineCommand.Build(), StateCommand.Build(), ExportCommand.Build(), PersonCommand.Build(), DiagnoseCommand.Build()];

    /// <param name="arguments">The arguments of the program.</param>
    /// <param name="configuration">Where to write; null writes to the console.</param>
    public static Task<int> RunAsync(string[] arguments, InvocationConfiguration? configuration = null) => Build().RunProgramAsync(arguments, configuration);

    private static RootCommand Build()
    {
        var root = new RootCommand("Sends sample deliveries; shows events; lists, replays and deletes dead letters and quarantined deliveries; rebuilds the state from the archive; exports evidence; finds and erases the requests of a person; diagnoses the set-up.");
        foreach (Command command in Commands())
        {
            root.Subcommands.Add(command);
        }

        return root;
    }
}
